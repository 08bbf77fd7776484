/** Makes a SQLite file, begins to write to it, says `ready`, and ends the transaction half a second later. */
import Libsql from 'libsql'

const [file = ''] = process.argv.slice(2)
const database = new Libsql(file)
database.exec('create table t (x)')
database.exec('begin immediate')
process.stdout.write('ready\n')
setTimeout(() => {
  database.exec('commit')
  database.close()
}, 500)
