import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPatchList } from '../../../src/core/patches/patch-list.ts'

const shown = (text: string): string => {
  const list = readPatchList(text)
  return list === undefined ? 'nothing' : `${list.kind} ${list.numbers.join(' ')}`.trim()
}

describe('the patches that words name (patch-trackers dossier, section 5.3)', () => {
  test.each([
    ['For patches 2, 4 and 5:', 'these 2 4 5'],
    ['for patches 1-9, 11-13, 15, and 17', 'these 1 2 3 4 5 6 7 8 9 11 12 13 15 17'],
    ['patch 1 and 3', 'these 1 3'],
    ['For patches 2/4/5/6:', 'these 2 4 5 6'],
    ['For patch 1/4 ~ 3/4, looks good to me.', 'these 1 2 3'],
    ['1/3 and 2/3:', 'these 1 2'],
    ['for patches #1 to #3', 'these 1 2 3'],
    ['PATCH 3/3 makes sense to me.', 'these 3'],
    ['all but 3', 'except 3'],
    ['For every patch except for patch 4.', 'except 4'],
    ['the rest of the series', 'rest'],
    ['For the rest:', 'rest'],
    ['For the first two patches:', 'these 1 2'],
    ['first two', 'these 1 2'],
    ['last patch', 'these -1'],
    ['all but the last patch', 'except -1'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected))

  test.each([
    'For the series:',
    'Whole patch set looks ok to me.',
    'To whole patchset:',
    'for the entire patch set.',
    'For this patchset, you can add',
    'for the series (with or without the last patch):',
    'For this series of patches (v1 for patch 1, v2 for patch 2, and this v3 for patch 3):',
    'both patches',
  ])('the whole: %s', (text) => expect(shown(text)).toBe('whole'))

  test.each([
    'Apart from the minor nit in patch 1, all fs types tested okay so:',
    'functions from patch 26/29 belong in this patch, but otherwise it looks okay to me.',
    'The rest looks good',
    'Other than that it looks good.',
    'For all patches up to here:',
    'This fixes line 3 and 4',
    '4',
    '',
  ])('no patch: %s', (text) => expect(shown(text)).toBe('nothing'))

  test('any text, in linear time', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2000 }), (text) => void readPatchList(text)))
    expect(shown(`for patches ${'1, '.repeat(100_000)}`)).toBe('these 1')
  })
})
