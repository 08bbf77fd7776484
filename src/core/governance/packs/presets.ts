import type { RulePack } from '../rule-pack.ts'
import { APACHE } from './apache.ts'
import { CNCF } from './cncf.ts'
import { CNI } from './cni.ts'
import { DEBIAN } from './debian.ts'
import { FEDORA } from './fedora.ts'
import { GITVOTE } from './gitvote.ts'
import { OPENSTACK } from './openstack.ts'
import { PYTHON } from './python.ts'
import { RUST } from './rust.ts'
import { THANOS } from './thanos.ts'
import { XEN_DRAFT_2 } from './xen-draft-2.ts'
import { XEN_V1 } from './xen-v1.ts'
import { XEN_V1_2 } from './xen-v1-2.ts'
import { XEN_V2, XEN_V2_1 } from './xen-v2.ts'
import { XEN_V3 } from './xen-v3.ts'
import { ZEPHYR } from './zephyr.ts'

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
