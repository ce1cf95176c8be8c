// Starts the components. Every page works without this file.
import { Button, CharacterCount, Checkboxes, createAll, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink } from 'govuk-frontend'

import { Exit } from './exit.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [Exit, ErrorSummary, NotificationBanner, SkipLink, CharacterCount, Checkboxes, Radios, PasswordInput, Button]) {
  createAll(component)
}
