export async function run() {
  process.abort();
}
