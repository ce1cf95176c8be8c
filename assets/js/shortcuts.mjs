// Keyboard shortcuts. A key only does what a control on the page does: it presses the control that
// carries it in data-shortcut, or moves along those with data-step. Staff can turn them all off.
const WAIT = 1500 // milliseconds between the first key of two and the second
const NOT_TYPED_IN = ['button', 'checkbox', 'radio', 'submit', 'reset']

export class Shortcuts {
  constructor (page) {
    this.page = page
    this.dialog = page.querySelector('dialog.shortcuts')
    this.before = ''
  }

  listen () {
    this.page.addEventListener('keydown', (event) => this.pressed(event))
    this.dialog.querySelector('[data-close]').addEventListener('click', () => this.dialog.close())
    for (const control of this.page.querySelectorAll('[data-shortcut]')) {
      const key = control.dataset.shortcut
      if (key.length === 1 && !this.dialog.contains(control)) control.setAttribute('aria-keyshortcuts', key)
    }
  }

  pressed (event) {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key.length !== 1 || event.key === ' ' || this.isTypedIn(event.target)) return
    const after = this.before ? `${this.before} ${event.key}` : event.key
    this.forget()
    if (this.did(after)) {
      event.preventDefault()
    } else if (after.length === 1 && this.page.querySelector(`[data-shortcut^="${CSS.escape(after)} "]`)) {
      this.before = after
      this.timer = setTimeout(() => this.forget(), WAIT)
    }
  }

  forget () {
    clearTimeout(this.timer)
    this.before = ''
  }

  did (keys) {
    if (keys === '?') return this.show()
    if (keys === 'j' || keys === 'k') {
      if (this.step(keys === 'j' ? 1 : -1)) return true
    }
    const controls = [...this.page.querySelectorAll('[data-shortcut]')].filter((each) => each.dataset.shortcut === keys)
    const control = controls.find((each) => each.checkVisibility()) || controls.find((each) => this.dialog.contains(each))
    if (!control) return false
    control.focus()
    if (!control.matches('input, textarea')) control.click()
    return true
  }

  show () {
    if (!this.dialog.open) this.dialog.showModal()
    return true
  }

  // Moves the focus along a list, and on to the link to its next screen.
  step (by) {
    if (this.dialog.open) return false
    const steps = [...this.page.querySelectorAll('[data-step], .govuk-pagination__next a')]
    if (!steps.some((each) => each.matches('[data-step]'))) return false
    const here = steps.indexOf(this.page.activeElement)
    const there = here < 0 ? 0 : Math.min(Math.max(here + by, 0), steps.length - 1)
    steps[there].focus()
    steps[there].closest('li')?.scrollIntoView({ block: 'nearest' })
    return true
  }

  isTypedIn (target) {
    if (!(target instanceof HTMLElement)) return false
    if (target.isContentEditable || target.matches('textarea, select')) return true
    return target.matches('input') && !NOT_TYPED_IN.includes(target.type)
  }
}
