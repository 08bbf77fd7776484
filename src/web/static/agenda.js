// Only comfort: every session can be moved by the form on its page, too. Drag a card onto a time and room; what it would
// mean for people is said while it hangs there.

const agenda = document.querySelector('[data-agenda]')
const form = document.querySelector('.drop-form')
const effect = document.querySelector('#move-effect')

if (agenda !== null && form !== null) {
  let card
  let cell
  let timer
  const known = new Map()

  const say = (text) => {
    effect.hidden = text === ''
    effect.textContent = text
  }

  const leave = () => {
    cell?.classList.remove('over')
    cell = undefined
    clearTimeout(timer)
  }

  const explain = async (here) => {
    const query = new URLSearchParams({
      session: card.dataset.session,
      slot: here.dataset.slot,
      room: here.dataset.room,
    })
    const url = `${agenda.dataset.agenda}?${query}`
    if (!known.has(url)) {
      const answer = await fetch(url)
      known.set(url, answer.ok ? await answer.text() : '')
    }
    if (cell === here) say(known.get(url))
  }

  agenda.addEventListener('dragstart', (event) => {
    card = event.target.closest('[data-session]') ?? undefined
    if (card === undefined) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', card.dataset.title)
    card.classList.add('dragged')
    agenda.classList.add('dragging')
  })

  agenda.addEventListener('dragover', (event) => {
    const here = card && event.target.closest('[data-slot]')
    if (!here || here.contains(card)) return leave()
    event.preventDefault()
    if (here === cell) return
    leave()
    cell = here
    cell.classList.add('over')
    timer = setTimeout(() => explain(here), 120)
  })

  agenda.addEventListener('drop', (event) => {
    const here = card && event.target.closest('[data-slot]')
    if (!here || here.contains(card)) return
    event.preventDefault()
    form.elements.session.value = card.dataset.session
    form.elements.slot.value = here.dataset.slot
    form.elements.room.value = here.dataset.room
    form.elements.seen.value = card.dataset.seen
    form.requestSubmit()
  })

  agenda.addEventListener('dragend', () => {
    leave()
    card?.classList.remove('dragged')
    agenda.classList.remove('dragging')
    card = undefined
    say('')
  })
}
