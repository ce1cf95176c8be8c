// Passkeys: a form's button asks the browser for one, and the form sends what it signed.
const able = 'PublicKeyCredential' in window &&
  'parseCreationOptionsFromJSON' in window.PublicKeyCredential &&
  'parseRequestOptionsFromJSON' in window.PublicKeyCredential

const ask = {
  create: (options) => navigator.credentials.create({
    publicKey: window.PublicKeyCredential.parseCreationOptionsFromJSON(options)
  }),
  get: (options) => navigator.credentials.get({
    publicKey: window.PublicKeyCredential.parseRequestOptionsFromJSON(options)
  })
}

async function send (form) {
  const news = form.querySelector('.passkey__news')
  news.textContent = ''
  try {
    const credential = await ask[form.dataset.passkey](JSON.parse(form.dataset.options))
    form.elements.credential.value = JSON.stringify(credential)
  } catch (error) {
    news.textContent = error.name === 'InvalidStateError' ? form.dataset.known : form.dataset.stopped
    return
  }
  form.submit()
}

export function startPasskeys () {
  if (!able) return
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      send(form)
    })
  }
  for (const part of document.querySelectorAll('.passkey-choice')) part.hidden = false
  for (const instead of document.querySelectorAll('.passkey-instead')) instead.hidden = true
}
