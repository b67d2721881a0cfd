/** Brings the error summary into focus after a form came back with problems, as govuk-frontend does it. */
import { createAll, ErrorSummary, SkipLink } from './govuk-frontend.js';

document.body.classList.add('govuk-frontend-supported', 'js-enabled');
createAll(ErrorSummary);
createAll(SkipLink);
