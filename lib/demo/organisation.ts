/** The invented company: six departments, two of them inside research and development, and two cohorts. */
export type DemoDepartment = {
  key: string
  parent: string | null
  zh: string
  en: string
  /** Trainees, so that all departments together have two hundred. */
  trainees: number
}

export const DEPARTMENTS = [
  { key: 'research', parent: null, zh: '研发部', en: 'Research and Development', trainees: 14 },
  { key: 'algorithms', parent: 'research', zh: '算法部', en: 'Algorithms', trainees: 52 },
  { key: 'platform', parent: 'research', zh: '平台部', en: 'Platform', trainees: 44 },
  { key: 'data', parent: null, zh: '数据部', en: 'Data', trainees: 38 },
  { key: 'product', parent: null, zh: '产品部', en: 'Product', trainees: 29 },
  { key: 'delivery', parent: null, zh: '交付部', en: 'Delivery', trainees: 23 },
] as const satisfies readonly DemoDepartment[]
export type DepartmentKey = (typeof DEPARTMENTS)[number]['key']

export const COHORTS = [
  { key: 'spring', zh: '二〇二六春季班', en: 'Spring 2026', startsDaysAgo: 118 },
  { key: 'autumn', zh: '二〇二六秋季班', en: 'Autumn 2026', startsDaysAgo: 54 },
] as const
export type CohortKey = (typeof COHORTS)[number]['key']

/** Beside the mentor of `accounts.ts`, who looks after the algorithms department's newcomers. */
export const MENTORS = [
  { name: '吴若琳', pinyin: 'wu.ruolin', departments: ['research', 'algorithms'] },
  { name: '郑启航', pinyin: 'zheng.qihang', departments: ['algorithms', 'platform'] },
  { name: '冯静秋', pinyin: 'feng.jingqiu', departments: ['platform'] },
  { name: '陈砚书', pinyin: 'chen.yanshu', departments: ['platform', 'data'] },
  { name: '褚向晨', pinyin: 'chu.xiangchen', departments: ['data'] },
  { name: '卫嘉宁', pinyin: 'wei.jianing', departments: ['product'] },
  { name: '蒋慕远', pinyin: 'jiang.muyuan', departments: ['delivery', 'product'] },
] as const satisfies readonly { name: string; pinyin: string; departments: readonly DepartmentKey[] }[]
