import { expect } from 'vitest'
import { type ByHand, months, of, Q1 } from './hand-corpus.ts'

/** Who does what, and how good it is. */
export const COMMUNITY: ByHand = {
  reviews: () => {
    expect(months('reviews', 'reviews')).toEqual([3, 3, 0, 0])
    expect(months('reviews', 'posted')).toEqual([4, 3, 0, 0])
    expect(months('reviews', 'people')).toEqual([1, 1, 0, 0])
    expect(months('reviews', 'posting')).toEqual([3, 3, 0, 0])
  },
  'tags-given': () => {
    expect(months('tags-given', 'Acked-by')).toEqual([1, 0, 0, 0])
    expect(months('tags-given', 'Reviewed-by')).toEqual([0, 1, 0, 0])
    expect(months('tags-given', 'other')).toEqual([0, 1, 0, 0])
  },
  reviewers: () =>
    expect(of('reviewers')).toEqual({
      'series bo@example.org': 4,
      'reviews bo@example.org': 6,
      'reviewed-by bo@example.org': 1,
      'acked-by bo@example.org': 1,
      'tested-by bo@example.org': 0,
    }),
  'reviewing-companies': () =>
    expect(of('reviewing-companies')).toMatchObject({ 'series example.org': 4, 'reviews example.org': 6 }),
  balance: () =>
    // bo: 5 versions of 4 series in 6 mails: 2·4 + 8·5 + 2·5 = 58. ada: ring twice (4 mails each) and mm: −4·9.
    expect(of('balance')).toMatchObject({
      'reviewed bo@example.org': 5,
      'score bo@example.org': 58,
      'posted ada@example.org': 3,
      'patches ada@example.org': 7,
      'score ada@example.org': -36,
    }),
  'balance-companies': () =>
    expect(of('balance-companies')).toMatchObject({
      'reviewed example.org': 5,
      'posted lumen.example': 1,
      'score lumen.example': -24,
    }),
  comments: () => {
    expect(months('comments', 'others')).toEqual([3, 3, 0, 0])
    expect(months('comments', 'own')).toEqual([1, 0, 0, 0])
  },
  commenters: () =>
    expect(of('commenters')).toEqual({
      'series bo@example.org': 4,
      'comments bo@example.org': 6,
      'late bo@example.org': 0,
    }),
  'commenting-companies': () =>
    expect(of('commenting-companies')).toMatchObject({ 'comments example.org': 6 }),
  'late-comments': () => {
    expect(months('late-comments', 'late')).toEqual([0, 0, 0, 0])
    expect(months('late-comments', 'approvals')).toEqual([1, 1, 0, 0])
  },
  'tag-kinds': () =>
    expect(of('tag-kinds')).toMatchObject({
      'given Acked-by': 1,
      'given Nacked-by': 1,
      'given Reviewed-by': 1,
      'carried Acked-by': 0,
    }),
  posted: () => {
    expect(months('posted', 'patches')).toEqual([8, 7, 0, 0])
    expect(months('posted', 'versions')).toEqual([4, 3, 0, 0])
    expect(months('posted', 'series')).toEqual([3, 3, 0, 0])
  },
  landing: () =>
    expect(of('landing')).toMatchObject({
      'started ada@example.org': 2,
      'merged ada@example.org': 1,
      'patches ada@example.org': 3,
      'merged nia@example.org': 0,
    }),
  'landing-companies': () =>
    expect(of('landing-companies')).toMatchObject({ 'merged example.org': 2, 'started lumen.example': 1 }),
  roles: () =>
    expect(of('roles')).toEqual({
      'people post and reply': 0,
      'people only post': 4,
      'people only reply': 1,
      'share post and reply': '0 of 5',
      'share only post': '80 of 5',
      'share only reply': '20 of 5',
    }),
  concentration: () =>
    expect(of('concentration')).toEqual({
      [`half ${Q1}`]: '1 of 6',
      [`people ${Q1}`]: '1 of 6',
      [`gini ${Q1}`]: '0 of 6',
    }),
  'concentration-areas': () =>
    expect(of('concentration-areas')).toMatchObject({
      'reviews core/': 5,
      'reviews tools/': 1,
      'reviews docs/': 1,
      'half core/': 1,
    }),
  newcomers: () =>
    // ada, cy, nia and dag. First versions in time: ring and x86 yes, alone no, tools not judged. Merged: ring, tools. Nobody's
    // first is 180 days old.
    expect(of('newcomers')).toEqual({
      [`people ${Q1}`]: 4,
      [`answered ${Q1}`]: '66.7 of 3',
      [`merged ${Q1}`]: '50 of 4',
      [`returned ${Q1}`]: '? of 0',
    }),
  'newcomers-and-others': () => {
    expect(of('newcomers-and-others')).toEqual({
      'series newcomers': '6 of 6',
      'median newcomers': '4.5 of 6, 2 open',
      'merged newcomers': '33.3 of 6',
      'versions newcomers': '1 of 6',
    })
  },
  'review-coverage': () =>
    // t0, r0, r1, r2 and the repair: three of five have somebody else's tag, one of another company.
    expect(of('review-coverage')).toEqual({
      [`one ${Q1}`]: '60 of 5',
      [`two ${Q1}`]: '0 of 5',
      [`company ${Q1}`]: '20 of 5',
    }),
  'reviewers-per-commit': () =>
    expect(of('reviewers-per-commit')).toMatchObject({
      'people 0': 2,
      'people 1': 3,
      'companies 0': 4,
      'companies 1': 1,
    }),
  'self-commits': () =>
    expect(of('self-commits')).toEqual({
      [`self ${Q1}`]: '40 of 5',
      [`unposted ${Q1}`]: '20 of 5',
      [`both ${Q1}`]: '20 of 5',
    }),
  'tag-provenance': () =>
    // Three tags in commits, two of them in a mail of bo's; three times his ack was for the patch, twice it arrived.
    expect(of('tag-provenance')).toEqual({ [`sourced ${Q1}`]: '66.7 of 3', [`kept ${Q1}`]: '66.7 of 3' }),
  escapes: () =>
    // Only t0 (92 days) is 90 days old; r1 is 86.
    expect(of('escapes')).toEqual({ [`within-90 ${Q1}`]: '0 of 1' }),
  'escapes-by-reviewers': () =>
    expect(of('escapes-by-reviewers')).toMatchObject({ 'repaired one person': '? of 0' }),
  'linked-commits': () => expect(of('linked-commits')).toEqual({ [`linked ${Q1}`]: '80 of 5' }),
  'check-in': () =>
    // A maintainer of every file: r0, r1 (bo's ack on the list), t0; not r2, and not the repair, of which no mail is known.
    // Somebody else: r0, r1 and the repair; r2 has bo's ack, which is no review. Nobody objected to the four that were posted.
    expect(of('check-in')).toEqual({
      [`files ${Q1}`]: '60 of 5',
      [`second ${Q1}`]: '60 of 5',
      [`objections ${Q1}`]: '100 of 4',
      [`all ${Q1}`]: '40 of 5',
    }),
  'responsible-committers': () =>
    expect(of('responsible-committers')).toEqual({ [`responsible ${Q1}`]: '60 of 5' }),
  'right-people': () =>
    // ring v1 reached all, x86 one of three, docs nobody; of the others nobody answers for the files.
    expect(of('right-people')).toEqual({ [`all ${Q1}`]: '33.3 of 3', [`some ${Q1}`]: '66.7 of 3' }),
}
