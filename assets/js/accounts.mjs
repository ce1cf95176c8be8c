// The pages of accounts: passkeys, and invitations. Every page works without this file.
import { startPasskeys } from './passkey.mjs'

startPasskeys()

// What an invitation's link holds stands after its #. Browsers send that to nobody, so the form does.
const form = document.querySelector('form.invitation')
const held = window.location.hash.slice(1)
if (form && held) {
  window.history.replaceState(null, '', window.location.pathname)
  form.elements.invitation.value = held
  form.submit()
}
