import type { PackKind, RulePack } from '../rule-pack.ts'
import { FIVE_STEPS, holdersOf, MORE_THAN_HALF_CAST, PRIVATE, THREE_STEPS, USUAL } from './parts.ts'
import { XEN_READINGS } from './xen-readings.ts'
import { BY_SIGN, committerNom, global, leadElection, lt, ltMeeting } from './xen-team.ts'

const rtc: PackKind = {
  ...USUAL,
  id: 'rtc',
  title: 'Review then commit',
  when: 'every change of code or design',
  electorate: { ...holdersOf('maintainer'), groups: [{ role: 'maintainer', scope: 'touched-files' }] },
  scale: THREE_STEPS,
  tally: 'checkIn',
  quorum: { of: 'positive', base: 'fixed', need: 1, round: 'ceil', failure: 'reject' },
  veto: { values: [-1], by: 'binding', justification: 'warn', withdrawable: true },
  duration: { min: '1d', default: '2d' },
  result: { tie: 'fail', appealTo: 'nestedDispute' },
}

const lazy: PackKind = {
  ...USUAL,
  id: 'lazy',
  title: 'Lazy consensus',
  when: 'no objection is expected, and neither review nor a formal decision is asked for',
  electorate: holdersOf('stakeholder'),
  scale: FIVE_STEPS,
  implicit: { proposer: 1, overridable: true },
  tally: 'sum',
  pass: { need: 0, of: 'sum', strict: true },
  veto: { values: [-2], by: 'necessaryStakeholders', justification: 'warn', withdrawable: true },
  silence: 'assent',
  duration: { default: '7d' },
  result: { tie: 'fail', overturnBy: 'lt', appealTo: 'lt' },
  markers: { body: '\\blazy consensus\\b' },
  readings: XEN_READINGS.lazy,
}

const lazyVote: PackKind = {
  ...lazy,
  id: 'lazyVote',
  title: 'Lazy voting',
  when: 'the proposer is unsure, or a discussion is stuck',
  implicit: { proposer: 0, overridable: true },
  silence: 'nothing',
  markers: { body: '\\blazy voting\\b' },
  readings: XEN_READINGS.lazyVote,
}

const survey: PackKind = {
  ...USUAL,
  id: 'survey',
  title: 'Informal vote or survey',
  when: 'to choose among options or to see what people think; it binds nobody',
  electorate: { ...holdersOf('anyone'), exclude: [] },
  scale: FIVE_STEPS,
  tally: 'organiser',
  // Divisive questions are better asked without names.
  ballot: { ...USUAL.ballot, modes: [{ mode: 'anonymous' }] },
  markers: { subject: '\\[poll\\]|\\binformal vote\\b|\\bsurvey\\b' },
  result: { tie: 'fail', appealTo: 'lt' },
}

const maintainerNom: PackKind = {
  ...USUAL,
  id: 'maintainerNom',
  title: 'Nomination of a maintainer',
  when: 'a patch to MAINTAINERS or a mail, by the nominee or a maintainer, with scope and evidence',
  electorate: {
    ...holdersOf('maintainer', 'committer'),
    exclude: ['emeritus', 'recused', 'subjectPerson'],
  },
  scale: BY_SIGN,
  tally: 'consensusBlock',
  pass: { need: 1, of: 'forPlusAgainst', strict: false },
  veto: { values: [-1, -2], by: 'binding', justification: 'warn', withdrawable: true },
  duration: { default: '7d' },
  result: { tie: 'fail', appealTo: 'lt' },
}

const securityNom: PackKind = {
  ...lazy,
  id: 'securityNom',
  title: 'Nomination into the security team',
  when: 'the security team takes somebody in',
  openBy: ['security-team'],
  electorate: { ...holdersOf('security-team'), exclude: ['emeritus', 'recused', 'subjectPerson'] },
  ballot: PRIVATE,
  markers: {},
  readings: [],
}

const nestedDispute: PackKind = {
  ...USUAL,
  id: 'nestedDispute',
  title: 'Dispute between maintainers',
  when: 'maintainers disagree; very exceptional',
  electorate: holdersOf('committer'),
  scale: BY_SIGN,
  tally: 'forAgainst',
  pass: MORE_THAN_HALF_CAST,
  result: { tie: 'fail', appealTo: 'lt' },
  source: ['MAINTAINERS, "The meaning of nesting"'],
}

const fundingLegal: PackKind = {
  ...USUAL,
  id: 'fundingLegal',
  title: 'Motion of the Advisory Board',
  when: 'money or a contract is needed; technical decisions stay with the community',
  openBy: ['leadership-team', 'community-manager', 'advisory-board'],
  electorate: { ...holdersOf('advisory-board'), units: 'organisation', nonBinding: 'reject' },
  scale: THREE_STEPS,
  tally: 'absolute',
  pass: { need: 7, of: 'electorate', strict: false },
}

/** The governance of the Xen Project, version 3.0, in force since December 2016. */
export const XEN_V3: RulePack = {
  id: 'xen-v3',
  title: 'Xen Project governance 3.0',
  version: '3.0',
  effective: ['2016-12-01'],
  source: ['https://xenproject.org/developers/governance/'],
  locked: ['rtc', 'lt', 'ltMeeting', 'nestedDispute', 'global'],
  kinds: [
    rtc,
    lazy,
    lazyVote,
    survey,
    lt,
    ltMeeting,
    maintainerNom,
    committerNom,
    securityNom,
    leadElection,
    global,
    nestedDispute,
    fundingLegal,
  ],
}
