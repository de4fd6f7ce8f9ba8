"""One child's page: one sentence, why, hours, rolls and provision, what is not known, who says so."""
