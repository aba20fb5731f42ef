/** The catalog's files against each other and against the lesson folders. */
import 'server-only'
import type { YamlFile } from '../content/yaml-file'
import { type Place, type Refusal, type RefusalCode, Refusals } from '../content/refusals'
import type { CatalogFiles, ModuleFiles } from './catalog-files.server'
import { nearest } from './nearest'

const refusal = (place: Place, code: RefusalCode, params: Refusal['params']): Refusal => ({
  ...place,
  code,
  params,
})

export function compareCatalog({ stages, tracks, ladders }: CatalogFiles): Refusal[] {
  const modules = stages.flatMap((stage) => stage.modules)
  const known = new Set(modules.flatMap(({ file, slugs }) => [...slugs, ...(file?.value.lessons ?? [])]))
  const named = (file: YamlFile<unknown>, path: readonly (string | number)[], ids: readonly string[]) =>
    checkIds(file, path, ids, known)
  return [
    ...comparePlans(modules),
    ...tracks.flatMap(({ file }) => [
      ...named(file, ['lessons'], file.value.lessons),
      ...named(file, ['electives'], file.value.electives),
      ...both(file),
    ]),
    ...ladders.flatMap(({ file }) => [
      ...file.value.roles.flatMap(({ evidence }, index) => [
        ...named(file, ['roles', index, 'evidence', 'lessons'], evidence.lessons),
        ...named(file, ['roles', index, 'evidence', 'reviews'], evidence.reviews),
      ]),
      ...repeatedRoles(file),
    ]),
  ]
}

/** Each lesson stands in one list: that of the module in which its folder lies. */
function comparePlans(modules: ModuleFiles[]): Refusal[] {
  const homes = new Map(modules.flatMap(({ folder, slugs }) => slugs.map((slug) => [slug, folder])))
  const taken = new Map<string, string>()
  const refusals: Refusal[] = []
  for (const { folder, file, slugs } of modules) {
    if (!file) continue
    for (const [index, id] of file.value.lessons.entries()) {
      const place = file.placeOf(['lessons', index])
      const other = taken.get(id)
      const home = homes.get(id)
      if (other !== undefined) refusals.push(refusal(place, 'lesson-planned-twice', { id, other }))
      else if (home !== undefined && home !== folder)
        refusals.push(refusal(place, 'lesson-elsewhere', { id, folder: home }))
      taken.set(id, file.file)
    }
    for (const id of slugs) {
      if (file.value.lessons.includes(id)) continue
      const here = new Refusals(`${folder}/${id}`)
      here.add('lesson-unlisted', undefined, { id, file: file.file })
      refusals.push(...here.list)
    }
  }
  return refusals
}

/** Ids that neither exist nor are planned, and ids written twice. */
function checkIds(
  file: YamlFile<unknown>,
  path: readonly (string | number)[],
  ids: readonly string[],
  known: ReadonlySet<string>,
): Refusal[] {
  return ids.flatMap((id, index) => {
    const place = file.placeOf([...path, index])
    if (ids.indexOf(id) < index) return [refusal(place, 'lesson-repeated', { id })]
    if (known.has(id)) return []
    const meant = nearest(id, known)
    const near = meant === undefined ? '' : { zh: `。是不是 ${meant}？`, en: `; perhaps ${meant} was meant` }
    return [refusal(place, 'lesson-unknown', { id, near })]
  })
}

/** A lesson is required or elective, not both. */
function both(file: YamlFile<{ lessons: string[]; electives: string[] }>): Refusal[] {
  return file.value.electives.flatMap((id, index) =>
    file.value.lessons.includes(id)
      ? [refusal(file.placeOf(['electives', index]), 'lesson-repeated', { id })]
      : [],
  )
}

function repeatedRoles(file: YamlFile<{ roles: { id: string }[] }>): Refusal[] {
  const ids = file.value.roles.map(({ id }) => id)
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [refusal(file.placeOf(['roles', index, 'id']), 'role-repeated', { id })] : [],
  )
}
