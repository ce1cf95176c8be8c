// What a card's link holds stands after its #. Browsers send that to nobody, so the form does.
const form = document.querySelector('form.yours')
const held = window.location.hash.slice(1)
if (form && /^[a-z]+(-[a-z]+)+$/.test(held)) {
  window.history.replaceState(null, '', window.location.pathname)
  form.elements.code.value = held.replaceAll('-', ' ')
  form.elements.agreed?.focus()
}
