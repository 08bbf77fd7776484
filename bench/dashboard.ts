/**
 * Times every page of the dashboard of a project that is synced already, without a filter and with some of every kind:
 *
 *     npm run bench:dashboard -- --config PATH/patchmoot.json [--json]
 *
 * Nothing is written.
 */
import { parseArgs } from 'node:util'
import { tellBoardTimes, timeBoard } from './board-times.ts'

const { values } = parseArgs({
  options: {
    config: { type: 'string', default: 'patchmoot.json' },
    json: { type: 'boolean', default: false },
  },
})
const times = await timeBoard(values.config)
process.stdout.write(values.json ? `${JSON.stringify(times, null, 2)}\n` : tellBoardTimes(times))
