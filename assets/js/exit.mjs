// The exit button: puts the way out in this page's place in the history, so Back does not return.
import { ExitThisPage } from 'govuk-frontend'

export class Exit extends ExitThisPage {
  exitPage () {
    this.left = true
    document.title = '…'
    document.body.classList.add('govuk-exit-this-page-hide-content')
    this.$overlay = document.createElement('div')
    this.$overlay.className = 'govuk-exit-this-page-overlay'
    this.$overlay.setAttribute('role', 'alert')
    document.body.appendChild(this.$overlay)
    this.$overlay.textContent = this.i18n.t('activated')
    window.location.replace(this.$button.href)
  }

  // A page kept in memory must not come back into sight: ask the server what may be shown.
  resetPage (event) {
    if (this.left && event.persisted) window.location.reload()
    else if (!this.left) super.resetPage()
  }
}
