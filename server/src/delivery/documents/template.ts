/**
 * The one template of all documents: one grid, one typeface, amount and due date where the eye lands, the payment part at the foot of the
 * first page, so that one sheet in the envelope holds all that a payer needs. It sets what the sheet says and chooses no word. Sizes follow the scale 7.5 / 8 / 9.5 / 11 / 20.
 */
export const TEMPLATE = String.raw`
#let d = json(bytes(sys.inputs.data))
#let ink = rgb("#1C2024")
#let muted = rgb("#5E6670")
#let hairline = 0.5pt + rgb("#D9D5CD")
#let tint = rgb("#F6F4F0")
#let accent = rgb(d.issuer.accent)
#let words = rgb(d.issuer.words)

#set document(title: d.title, author: d.issuer.name, date: datetime(year: d.day.at(0), month: d.day.at(1), day: d.day.at(2)))
#set text(
  font: "Inter", fallback: true, size: 9.5pt, fill: ink,
  lang: d.language, region: d.region, hyphenate: false,
)
#set par(leading: 0.5em, spacing: 0.75em)

#let small(body) = text(size: 8pt, fill: muted, body)
#let labelled(label, value) = stack(spacing: 1.9mm, small(label), value)
#let lines(value) = value.split("\n").join(linebreak())

#let foot = context {
  set text(size: 7.5pt, fill: muted)
  set par(leading: 0.45em)
  line(length: 100%, stroke: hairline)
  v(1.5mm, weak: true)
  grid(
    columns: (1fr, auto), column-gutter: 6mm,
    d.footer.join(linebreak()),
    align(right)[#d.page #counter(page).get().first() #d.of #counter(page).final().first()],
  )
}
#let running = context if counter(page).get().first() > 1 {
  set text(size: 8pt, fill: muted)
  grid(columns: (1fr, auto), d.issuer.name, d.title)
  v(1.5mm, weak: true)
  line(length: 100%, stroke: hairline)
}
#set page(
  paper: d.paper,
  margin: (left: 20mm, right: 20mm, top: 24mm, bottom: 27mm),
  header: running, header-ascent: 6mm, footer: foot, footer-descent: 5mm,
)

#let fact-rows(facts) = grid(
  columns: (auto, 1fr), column-gutter: 4mm, row-gutter: 1.9mm,
  ..facts.map(fact => (text(fill: muted, fact.label), lines(fact.value))).flatten(),
)

#let letterhead = {
  let mark = if d.issuer.logo == none {
    text(size: 16pt, weight: 600, fill: words, d.issuer.name)
  } else {
    image(bytes(d.issuer.logo), format: "svg", height: 14mm, alt: d.issuer.logoAlternative)
  }
  v(-10mm)
  block(height: 22mm, width: 100%, grid(columns: (1fr, auto), column-gutter: 8mm, align: (left + top, right + top), mark, {
    show heading: set text(size: 20pt, weight: 600)
    show heading: set block(above: 0pt, below: 0pt)
    heading(level: 1, d.heading)
  }))
}

#let envelope = {
  let to = {
    stack(spacing: 2.4mm, text(size: 6.5pt, fill: muted, d.issuer.sender), {
      set text(size: 10.5pt)
      d.receiver.join(linebreak())
    })
  }
  let about = fact-rows(d.facts)
  let both = if d.window == "left" { (to, about) } else { (about, to) }
  block(width: 100%, below: 7mm, grid(
    columns: if d.window == "left" { (85mm, 1fr) } else { (1fr, 80mm) }, column-gutter: 7mm, rows: (auto,),
    ..both.map(part => block(width: 100%, part)),
  ))
}

#let summary = block(width: 100%, fill: tint, stroke: (left: 2.5pt + accent), inset: (x: 5mm, y: 4mm), below: 7mm, grid(
  columns: (1fr, ..d.summary.facts.map(_ => auto)), column-gutter: 9mm, align: bottom,
  labelled(d.summary.label, text(size: 20pt, weight: 600, d.summary.amount)),
  ..d.summary.facts.map(fact => labelled(fact.label, text(size: 11pt, weight: 600, fact.value))),
))

#let totals = block(width: 100%, below: 6mm, align(right, grid(
  columns: (auto, auto), column-gutter: 10mm, row-gutter: 2.2mm, align: (left, right),
  ..d.totals.map(row => {
    let weight = if row.strong { 600 } else { 400 }
    let size = if row.strong { 11pt } else { 9.5pt }
    (text(weight: weight, size: size, row.label), text(weight: weight, size: size, number-width: "tabular", row.value))
  }).flatten(),
)))

#let notes = block(width: 100%, {
  set par(spacing: 0.7em)
  set text(size: 8.5pt, fill: muted)
  for note in d.notes { par(note) }
})

// Totals and notes follow the last table. After a long one they take its last two rows along to the next page: an empty cell beside them, which
// may not be broken, holds them together. Short tables, which are most, are left without that cell.
#let sheet-table(t, ending) = {
  if t.title != none {
    show heading: set text(size: 9.5pt, weight: 600)
    show heading: set block(above: 6mm, below: 2mm)
    heading(level: 2, t.title)
  }
  let last = t.columns.len() - 1
  let held = t.rows.len() > 8 and ending != none
  let free = t.rows.len() - 2
  let beside(..span) = if held { (table.cell(inset: 0pt, stroke: none, ..span, []),) }
  let shown(at, value) = if t.columns.at(at).right { text(number-width: "tabular", value) } else { value }
  table(
    columns: (..t.columns.map(column => if column.wide { 1fr } else { auto }), ..if held { (0pt,) }),
    align: t.columns.map(column => (if column.right { right } else { left }) + top),
    inset: (x, y) => (left: if x == 0 { 0pt } else { 2mm }, right: if x == last { 0pt } else { 2mm }, y: 1.7mm),
    stroke: (x, y) => (bottom: if y == 0 { 0.8pt + ink } else { hairline }),
    table.header(
      ..t.columns.map(column => table.cell(align: (if column.right { right } else { left }) + bottom, small(column.label))),
      ..beside(),
    ),
    ..t.rows.enumerate().map(((y, row)) => (
      ..row.enumerate().map(((at, value)) => shown(at, value)),
      ..if y == 0 { beside(rowspan: free) },
      ..if y == free { beside(rowspan: 3, breakable: false) },
    )).flatten(),
    ..if held { (table.cell(colspan: last + 1, stroke: none, inset: (x: 0pt, top: 4mm, bottom: 0pt), align: left, ending),) },
  )
  if ending != none and not held { block(breakable: false, width: 100%, above: 4mm, ending) }
}

#let payment-facts(facts) = {
  let shown = facts.map(fact => labelled(
    fact.label,
    if fact.at("copied", default: false) { text(size: 11pt, weight: 600, fact.value) } else { lines(fact.value) },
  ))
  grid(columns: (auto, auto), column-gutter: 12mm, row-gutter: 4mm, ..shown)
}

#let payment(p) = block(breakable: false, width: 100%, {
  set align(left + top)
  if p.detach != none {
    align(center, small(p.detach))
    v(1.2mm, weak: true)
    line(length: 100%, stroke: (paint: muted, thickness: 0.6pt, dash: "dashed"))
    v(4mm, weak: true)
  }
  block(width: 100%, stroke: (top: 1.2pt + accent, bottom: hairline), inset: (y: 4mm), {
    show heading: set text(size: 11pt, weight: 600)
    show heading: set block(above: 0pt, below: 4mm)
    heading(level: 2, p.title)
    grid(
      columns: (1fr, ..p.codes.map(_ => auto)), column-gutter: 7mm,
      payment-facts(p.facts),
      ..p.codes.map(code => align(center, stack(
        spacing: 0.5mm,
        image(bytes(code.drawing), format: "svg", width: 30mm, alt: code.alternative),
        small(code.label),
      ))),
    )
    if p.codeLine != none {
      v(4mm, weak: true)
      labelled(p.codeLine.label, text(size: 10.5pt, tracking: 0.8pt, number-width: "tabular", p.codeLine.value))
    }
  })
})

#letterhead
#envelope
#summary
#if d.payment != none { place(bottom, float: true, clearance: 8mm, payment(d.payment)) }
#for paragraph in d.opening { block(below: 5mm, paragraph) }
#for (at, t) in d.tables.enumerate() { sheet-table(t, if at == d.tables.len() - 1 { totals + notes }) }
`;
