import { expect, test } from 'vitest'
import { METRICS } from '../../src/app/metrics.ts'

test('docs/methods.md says how every number is made, in the words of its metric', async () => {
  await expect(methodsPage()).toMatchFileSnapshot('../../docs/methods.md')
})

function methodsPage(): string {
  const parts = METRICS.map(
    (metric) => `## ${metric.title}\n\n\`${metric.id}\`, in ${metric.unit}.\n\n${metric.definition}\n`,
  )
  return `# Methods\n\nMade from the definitions of the metrics by \`npm run golden\`: the same texts stand under their charts and in what is exported.\n\n${parts.join('\n')}`
}
