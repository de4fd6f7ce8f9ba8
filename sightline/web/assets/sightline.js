// Every page works without this: it brings the front end's own enhancements to life.
import { createAll, initAll } from "./vendor/govuk/govuk-frontend.min.js";
import { FilterToggleButton } from "./vendor/moj/moj-frontend.min.js";

initAll();
// Folded away on a phone only: beside the list the filters stay in sight.
createAll(FilterToggleButton, { startHidden: false });
