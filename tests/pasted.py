"""What Word, Google and the other office suite write of what their reader does not see, and what is saved of it.

The same cases are pasted in the browser, and come to the server as documents, workbooks and forms without the script.
"""

HEAD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><title>Aftale</title>'
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    "<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm} @list l0 {mso-list-id:1} --></style></head><body>"
    "<!--StartFragment-->"
)
TAIL = "<!--EndFragment--></body></html>"


def word(*parts: str) -> str:
    return HEAD + "".join(parts) + TAIL


def p(text: str) -> str:
    return f"<p class=MsoNormal>{text}<o:p></o:p></p>"


REVISION = '<{0}><span style="color:teal"><{1} cite="mailto:Nn" datetime="2026-11-02T09:00">{2}</{1}></span></{0}>'
COMMENT = (
    '<span class=MsoCommentReference><span style="font-size:8.0pt"><![if !supportAnnotations]><a class=msocomanchor '
    'id="_anchor_{0}" href="#_msocom_{0}" name="_msoanchor_{0}">[NN{0}]</a><![endif]><span '
    'style="mso-special-character:comment">&nbsp;</span></span></span>'
)
COMMENTS = (
    '<div style="mso-element:comment-list"><hr class=msocomoff><div style="mso-element:comment"><div id="_com_1" '
    'class=msocomtxt><span style="mso-comment-author:NN"><a name="_msocom_1"></a></span><p class=MsoCommentText><span '
    'class=MsoCommentReference>&nbsp;<a href="#_msoanchor_1" class=msocomoff>[NN1]</a></span>Kun til os selv.</p></div>'
    "</div></div>"
)
TOC = (
    '<p class=MsoTocHeading>Indhold</p><p class=MsoToc1><span class=MsoHyperlink><a href="#_Toc11">1. Formål<span '
    'style="color:windowtext;display:none;mso-hide:screen">......... </span>3</a></span></p>'
)
STYLED = (
    '<html><head><meta name=Generator content="Microsoft Word 15"><style>span.Internt {mso-style-name:Internt; '
    "display:none; mso-hide:all;} span.Vigtigt {font-weight:bold}</style></head><body>"
)
#: As it is written, and as it is saved.
UNSEEN = {
    "deleted": (
        word(p(f"Klubben har {REVISION.format('s', 'del', 'fire')}{REVISION.format('u', 'ins', 'fem')} hold.")),
        "<p>Klubben har fem hold.</p>",
    ),
    "a whole paragraph deleted": (
        word(p("Først."), p(REVISION.format("s", "del", "Slettet linje.")), p("Sidst.")),
        "<p>Først.</p><p>Sidst.</p>",
    ),
    "moved": (
        word(p('Et<s><span style="mso-moved-from:x"> flyttet</span></s> ord'),
             p("og <u><ins>flyttet</ins></u> hertil")),
        "<p>Et ord</p><p>og flyttet hertil</p>",
    ),
    "comment": (
        word(p(f'Vi når <a style="mso-comment-reference:NN_1;mso-comment-date:2026">60</a>{COMMENT.format(1)} unge.'),
             COMMENTS),
        "<p>Vi når 60 unge.</p>",
    ),
    "comment in a shared document": (
        '<p>Vi når 60<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> unge.</p><div><p><a href="#cmnt_ref1" '
        'id="cmnt1">[a]</a><span>Kun til os selv.</span></p></div>',
        "<p>Vi når 60 unge.</p>",
    ),
    "hidden": (
        word(p('Alle<span style="display:none;mso-hide:all"> (undtagen to)</span> er med.')),
        "<p>Alle er med.</p>",
    ),
    "hidden rows": (
        '<table><tbody><tr><td>Set</td></tr><tr style="display:none"><td>Skjult</td></tr></tbody></table>',
        "<table><tbody><tr><td><p>Set</p></td></tr></tbody></table>",
    ),
    "contents": (word(TOC, "<h1>1. Formål</h1>", p("Tekst.")), "<h3>1. Formål</h3><p>Tekst.</p>"),
    "contents in a shared document": (
        '<p><a href="#heading=h.a1">Formål</a> <a href="#heading=h.a1">3</a></p>'
        '<p>Se <a href="#h.b2">afsnit to</a>.</p>',
        "<p>Se afsnit to.</p>",
    ),
    "contents of the other office suite": (
        '<div id="Indholdsfortegnelse1"><div id="Indholdsfortegnelse1_Head"><p>Indhold</p></div>'
        '<p>Formål 3</p></div><p>Tekst</p>',
        "<p>Tekst</p>",
    ),
    "hidden by its style": (
        STYLED + '<p class=MsoNormal>Alle<span class=Internt> (undtagen to)</span> er med.</p>',
        "<p>Alle er med.</p>",
    ),
}  # fmt: skip
