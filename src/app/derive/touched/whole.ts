/** Only a derivation of everything can tell what is new; the message says why. */
export class Whole extends Error {
  override readonly name = 'Whole'
}
