// Only comfort: every page works without this file. Keys, sorting by column, the reader's own time zone.

// A row's own link is its first one; a folded reply is opened by its summary.
const rows = () =>
  [...document.querySelectorAll('[data-row]')].flatMap((row) => {
    const link = row.querySelector(':scope .title a, :scope > details > summary, :scope > .row a, :scope a')
    return link === null || link.offsetParent === null ? [] : [link]
  })

function move(step) {
  const links = rows()
  if (links.length === 0) return
  const here = links.indexOf(document.activeElement)
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step
  const link = links[Math.min(Math.max(next, 0), links.length - 1)]
  link.focus()
  link.scrollIntoView({ block: 'nearest' })
}

function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  )
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (isTyping(event.target)) {
    if (event.key === 'Escape') event.target.blur()
    return
  }
  const go = (selector) => document.querySelector(selector)?.click()
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    n: () => go('a[rel="next"]'),
    p: () => go('a[rel="prev"]'),
    o: () =>
      document.querySelectorAll('.replies details').forEach((one) => {
        one.open = true
      }),
    c: () =>
      document.querySelectorAll('.replies details').forEach((one) => {
        one.open = false
      }),
    '/': () => document.querySelector('[data-key="search"]')?.focus(),
    '?': () => document.querySelector('.top nav a[href$="/help"]')?.click(),
  }
  const act = keys[event.key]
  if (act === undefined) return
  event.preventDefault()
  act()
})

// Sorting: by what a cell says, or by its data-sort where that is another thing.
function sortValue(row, column) {
  const cell = row.cells[column]
  if (cell === undefined) return ''
  // 2,750 is one number, not a 2 before a 750.
  const text = cell.textContent.trim().replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
  return cell.dataset.sort ?? cell.querySelector('time')?.dateTime ?? text
}

for (const table of document.querySelectorAll('table[data-sortable]')) {
  const heads = [...table.querySelectorAll('thead th')]
  heads.forEach((head, column) => {
    if (head.textContent.trim() === '') return
    const button = document.createElement('button')
    button.type = 'button'
    // A head that leads to the sorted page without a script sorts in place with it.
    button.append(...(head.querySelector(':scope > a') ?? head).childNodes)
    head.replaceChildren(button)
    if (!head.hasAttribute('aria-sort')) head.setAttribute('aria-sort', 'none')
    button.addEventListener('click', () => {
      // Numbers: the largest first. Names: from A.
      const first = head.classList.contains('num') ? 'descending' : 'ascending'
      const up =
        head.getAttribute('aria-sort') === 'none'
          ? first === 'ascending'
          : head.getAttribute('aria-sort') === 'descending'
      for (const one of heads) if (one.hasAttribute('aria-sort')) one.setAttribute('aria-sort', 'none')
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending')
      const body = table.tBodies[0]
      const sorted = [...body.rows].map((row) => ({ row, value: sortValue(row, column) }))
      sorted.sort((a, b) => a.value.localeCompare(b.value, 'en', { numeric: true }) * (up ? 1 : -1))
      body.append(...sorted.map((one) => one.row))
    })
  })
}

// What was decided is being worked out: the banner says when it is there. The page stays as it is, with all that was typed.
const pending = document.querySelector('[data-pending]')
if (pending !== null) {
  let tries = 0
  const ask = async () => {
    tries += 1
    const answer = await fetch(location.href).catch(() => undefined)
    const text = answer?.ok ? await answer.text() : 'data-pending'
    if (text.includes('data-pending')) {
      if (tries < 60) setTimeout(ask, 1000 + tries * 500)
      return
    }
    const link = pending.querySelector('[data-anew]')
    link.textContent = 'show this page anew'
    pending.replaceChildren('What follows from your decision is worked out: ', link, '.')
  }
  setTimeout(ask, 1500)
}

// The zone field offers the reader's own; nothing changes until they ask for it.
const zone = document.querySelector('[data-zone]')
const own = Intl.DateTimeFormat().resolvedOptions().timeZone
if (zone && own && own !== zone.value) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = `Use ${own}`
  button.addEventListener('click', () => {
    zone.value = own
    zone.form.requestSubmit()
  })
  zone.form.append(button)
}

// Dragging over a chart over time narrows the page to that time; a click still follows the mark below it.
for (const plot of document.querySelectorAll('.plot[data-brush]')) {
  const svg = plot.querySelector('svg[data-from]')
  if (svg === null) continue
  const { from, to, left, right } = svg.dataset
  const first = Date.parse(from)
  const last = Date.parse(to)
  const width = svg.viewBox.baseVal.width
  if (!(last > first) || width === 0) continue
  let start
  let box

  const place = (event) => {
    const bounds = svg.getBoundingClientRect()
    const x = ((event.clientX - bounds.left) / bounds.width) * width
    return Math.min(Math.max(x, Number(left)), Number(right))
  }
  const day = (x) => {
    const share = (x - Number(left)) / (Number(right) - Number(left))
    return new Date(first + share * (last - first)).toISOString().slice(0, 10)
  }
  const end = () => {
    start = undefined
    box?.remove()
    box = undefined
  }
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return
    start = place(event)
  })
  // Dragging a link would otherwise carry its address away.
  svg.addEventListener('dragstart', (event) => event.preventDefault())
  window.addEventListener('pointermove', (event) => {
    if (start === undefined) return
    const here = place(event)
    if (box === undefined && Math.abs(here - start) < 6) return
    if (box === undefined) {
      box = document.createElement('div')
      box.className = 'brush'
      plot.append(box)
    }
    box.style.left = `${(Math.min(start, here) / width) * 100}%`
    box.style.width = `${(Math.abs(here - start) / width) * 100}%`
  })
  window.addEventListener('pointerup', (event) => {
    if (start === undefined) return
    const days = [day(start), day(place(event))].sort()
    const dragged = box !== undefined
    end()
    if (!dragged) return
    svg.addEventListener('click', (click) => click.preventDefault(), { once: true, capture: true })
    const target = new URL(plot.dataset.brush, location.href)
    target.searchParams.set('period', `${days[0]}..${days[1]}`)
    location.assign(target)
  })
  // A finger that moves up or down scrolls the page: the browser says so, and nothing is narrowed.
  window.addEventListener('pointercancel', end)
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') end()
  })
}

// A picture of a chart: the SVG that every chart offers, drawn twice as large.
for (const link of document.querySelectorAll('.take a[href*=".svg"]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'PNG'
  button.addEventListener('click', async () => {
    const image = new Image()
    image.src = link.href
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * 2
    canvas.height = image.naturalHeight * 2
    const pen = canvas.getContext('2d')
    pen.fillStyle = '#fdfdfc'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    canvas.toBlob((picture) => {
      if (picture === null) return
      const save = document.createElement('a')
      save.href = URL.createObjectURL(picture)
      save.download = new URL(link.href).pathname.split('/').pop().replace(/svg$/, 'png')
      save.click()
      setTimeout(() => URL.revokeObjectURL(save.href), 10_000)
    })
  })
  link.after(button)
}
