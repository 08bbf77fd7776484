import type { RulePack } from '../rule-pack.ts'
import { APACHE } from './apache.ts'
import { CNCF, CNI, GITVOTE, THANOS } from './cloud-native.ts'
import { OPENSTACK, PYTHON, RUST, ZEPHYR } from './councils.ts'
import { DEBIAN, FEDORA } from './distributions.ts'
import { XEN_DRAFT_2, XEN_V1, XEN_V1_2, XEN_V2, XEN_V2_1 } from './xen-history.ts'
import { XEN_V3 } from './xen-v3.ts'

/** Every rule pack that comes with Patchmoot; a project names one, and states its own deviations on top. */
export const PRESETS: readonly RulePack[] = [
  XEN_V3,
  XEN_DRAFT_2,
  XEN_V2_1,
  XEN_V2,
  XEN_V1_2,
  XEN_V1,
  APACHE,
  RUST,
  OPENSTACK,
  FEDORA,
  PYTHON,
  CNCF,
  THANOS,
  CNI,
  GITVOTE,
  ZEPHYR,
  DEBIAN,
]

/** The preset of that name; `undefined` where there is none. */
export function findPreset(id: string): RulePack | undefined {
  return PRESETS.find((pack) => pack.id === id)
}
