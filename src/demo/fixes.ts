import { type ChangeDraft, type Edit, insertBefore, replaceLine } from './change.ts'
import { type Target, withArticle } from './source-tree.ts'

/** A guest's index is used unchecked. */
export function bounds({ path, prefix, module, verb, noun, name }: Target): ChangeDraft {
  const check = (test: string, error: string): Edit =>
    insertBefore(path, `\tspin_lock(&${noun}->${verb}_lock);`, [`\tRETURN_IF(index ${test}, ${error});`, ''])
  return {
    title: `${prefix}: bound the index in ${name}()`,
    otherTitle: `${prefix}: do not read past the last ${noun} when guests ask to ${verb} it`,
    body: [
      `${name}() trusts the index that the guest has put into its header. A guest`,
      `that writes a large one makes us touch memory behind the last ${noun}.`,
      '',
      'Refuse it before it is used.',
    ],
    edits: [
      [check(`> ${module}->nr_${verb}_${noun}s`, '-EINVAL')],
      [check(`>= ${module}->nr_${verb}_${noun}s`, '-ERANGE')],
      [check(`>= READ_ONCE(${module}->nr_${verb}_${noun}s)`, '-ERANGE')],
    ],
    rounds: [
      {
        request: `This is off by one: nr_${verb}_${noun}s itself is already behind the array. Please use >=, and -ERANGE as the callers expect.`,
        news: 'Use >= and -ERANGE.',
      },
      {
        request: `The guest can change nr_${verb}_${noun}s under our feet, so the compiler must not read it twice. Please use READ_ONCE().`,
        news: `Read nr_${verb}_${noun}s once.`,
      },
    ],
    question: `Can nr_${verb}_${noun}s shrink while we are here? What keeps it from changing after the test?`,
    answer: `It only grows, and under the ${module} lock. The guest sees a larger value at worst.`,
    isFix: true,
  }
}

/** A reference is not given back when something fails. */
export function leak({ path, prefix, module, verb, noun, name }: Target): ChangeDraft {
  const cleanup = (call: string): Edit[] => [
    replaceLine(path, `\t\tgoto out_${verb}_${noun};`, [`\t\tgoto put_${verb}_${noun};`]),
    {
      path,
      anchor: `\tspin_unlock(&${noun}->${verb}_lock);`,
      from: 2,
      remove: 0,
      lines: ['', `put_${verb}_${noun}:`, `\t${call};`, `\tgoto out_${verb}_${noun};`],
    },
  ]
  return {
    title: `${prefix}: do not leak the ${noun} when ${name}() fails`,
    otherTitle: `${prefix}: give back the reference in the error path of ${name}()`,
    body: [
      `When ${module}_sync_${noun}() fails, the reference that ${module}_${noun}_of() has taken`,
      `is never given back, and the ${noun} stays until the guest is destroyed.`,
      '',
      'Seen with a guest that was paused in the middle of a migration.',
    ],
    edits: [
      cleanup(`kfree(${noun}->${verb}_ref)`),
      cleanup(`put_ref(&${noun}->${verb}_ref)`),
      cleanup(`put_ref_for(&${noun}->${verb}_ref, PUT_${verb.toUpperCase()})`),
    ],
    rounds: [
      {
        request: 'This must drop the reference, not free the object: somebody else may still hold it.',
        news: 'Drop the reference instead of freeing the object.',
      },
      {
        request: 'Could you tell the tracer which path it was? The other callers pass a reason.',
        news: 'Pass a reason, like the other callers.',
      },
    ],
    question: 'How did you find this one? Is there a test that I can run?',
    answer: 'With tools/tests/pause-migrate in a loop; it takes about ten minutes to show here.',
    isFix: true,
  }
}

/** A wake-up overtakes the store that it is about. */
export function barrier({ path, prefix, verb, noun, name }: Target): ChangeDraft {
  const before = (line: string): Edit =>
    insertBefore(path, `\twake_waiters(&${noun}->${verb}_queue);`, [line])
  return {
    title: `${prefix}: order the stores before waking in ${name}()`,
    otherTitle: `${prefix}: fix lost wake-ups of those who wait for ${withArticle(noun)}`,
    body: [
      `A waiter on another CPU may see the wake-up before the new state of the ${noun},`,
      'and goes to sleep again for good. On x86 this cannot happen; on ARM it does, about',
      'once in a day under load.',
    ],
    edits: [
      [before(`\tsmp_mb(); /* ${verb} ${noun} */`)],
      [before(`\tsmp_wmb(); /* Pairs with smp_rmb() in wait_${verb}_${noun}(). */`)],
      [before(`\tsmp_store_release(&${noun}->${verb}_ready, 1);`)],
    ],
    rounds: [
      {
        request:
          'A full barrier is more than is needed. Please use smp_wmb(), and say in a comment what it pairs with.',
        news: 'smp_wmb() is enough; name its partner.',
      },
      {
        request:
          'I would prefer a store-release here. Then the comment is not needed, and the checker sees it.',
        news: 'A store-release instead of the barrier.',
      },
    ],
    question: 'Which barrier on the reading side does this pair with?',
    answer: `With the one in wait_${verb}_${noun}(), which has been there from the start.`,
    isFix: true,
  }
}

/** A lock is taken with interrupts on that an interrupt takes, too. */
export function irq({ path, prefix, verb, noun, name }: Target): ChangeDraft {
  const locks = (lock: string, unlock: string, flags: readonly string[]): Edit[] => [
    replaceLine(path, `\tunsigned int ${verb}_${noun}_tries = 16;`, [
      `\tunsigned int ${verb}_${noun}_tries = 16;`,
      ...flags,
    ]),
    replaceLine(path, `\tspin_lock(&${noun}->${verb}_lock);`, [`\t${lock}`]),
    replaceLine(path, `\tspin_unlock(&${noun}->${verb}_lock);`, [`\t${unlock}`]),
  ]
  const lock = `&${noun}->${verb}_lock`
  return {
    title: `${prefix}: take ${verb}_lock with interrupts off`,
    otherTitle: `${prefix}: fix a deadlock between ${name}() and the interrupt handler`,
    body: [
      `The handler of the doorbell takes ${verb}_lock, too. When it comes in the middle of`,
      `${name}() on the same CPU, both wait for ever.`,
      '',
      'Found by the lock checker, not in the field.',
    ],
    edits: [
      locks(`spin_lock_irq(${lock});`, `spin_unlock_irq(${lock});`, []),
      locks(`spin_lock_irqsave(${lock}, irq_${verb});`, `spin_unlock_irqrestore(${lock}, irq_${verb});`, [
        `\tunsigned long irq_${verb};`,
      ]),
      locks(`spin_lock_irqsave(${lock}, ${verb}_flags);`, `spin_unlock_irqrestore(${lock}, ${verb}_flags);`, [
        `\tunsigned long ${verb}_flags;`,
      ]),
    ],
    rounds: [
      {
        request:
          'This is called with interrupts off from the migration path, and would switch them on. Please use irqsave.',
        news: 'Use the irqsave variants.',
      },
      {
        request: `Nit: these are called flags everywhere else, please rename irq_${verb}.`,
        news: `Rename irq_${verb}.`,
      },
    ],
    question: 'Is there a report of the lock checker that we can put into the commit message?',
    answer: 'Only a long one. I have put it below the dashes in my tree, it names both paths.',
    isFix: true,
  }
}

/** A flag that another CPU sets is read twice. */
export function once({ path, prefix, verb, noun, name }: Target): ChangeDraft {
  const test = (...lines: readonly string[]): Edit =>
    replaceLine(path, `\tif (!${noun} || ${noun}->dying_${verb})`, lines)
  return {
    title: `${prefix}: read dying_${verb} once in ${name}()`,
    otherTitle: `${prefix}: fix a race between ${name}() and the end of a guest`,
    body: [
      `The end of a guest sets dying_${verb} from another CPU without a lock. The compiler`,
      'may read it as often as it likes; tell it not to.',
    ],
    edits: [
      [test(`\tif (!${noun} || ACCESS_ONCE(${noun}->dying_${verb}))`)],
      [test(`\tif (!${noun} || READ_ONCE(${noun}->dying_${verb}))`)],
      [test(`\tif (unlikely(!${noun} || READ_ONCE(${noun}->dying_${verb})))`)],
    ],
    rounds: [
      {
        request: 'ACCESS_ONCE() is on its way out. Please use READ_ONCE().',
        news: 'READ_ONCE() instead of ACCESS_ONCE().',
      },
      { request: 'Please mark it unlikely(), as its neighbours do.', news: 'Mark it unlikely.' },
    ],
    question: `And who makes sure that ${verb}_lock is still there after the test?`,
    answer: 'The caller holds a reference; only the flag is without a lock.',
    isFix: true,
  }
}
