// What staff pages add to all others. Every page works without this file.
import './site.mjs'
import { Shortcuts } from './shortcuts.mjs'

if (document.body.dataset.shortcuts === 'on') new Shortcuts(document).listen()
