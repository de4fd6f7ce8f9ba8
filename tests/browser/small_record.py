"""A program that makes a record of the small authority, with somebody who takes files in, for a server of its own."""

import django

if __name__ == "__main__":
    django.setup()
    from sightline.access.accounts import add_account, give_role
    from sightline.access.viewer import viewer_for
    from sightline.record.setting_up import make_tables
    from tests.intake.small_authority import make_small_authority

    make_tables()
    operator = viewer_for(make_small_authority(), "administrator")
    officer = add_account(
        viewer=operator, email="data-officer@example.test", name="Dee Ash", reason="To take files in."
    )
    give_role(
        viewer=operator,
        account=officer,
        role="data-officer",
        scope_kind="authority",
        scope_key="",
        ends_at=None,
        reason="To take files in.",
    )
