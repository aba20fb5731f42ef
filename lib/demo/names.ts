/** Names as people in China carry them, with their pinyin for e-mail addresses. */
type Name = readonly [han: string, pinyin: string]

const read = (text: string): Name[] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string])

/** Roughly in proportion to how common they are: a surname written twice is met twice as often. */
export const SURNAMES: readonly Name[] = read(`
  王:wang 王:wang 王:wang 李:li 李:li 李:li 张:zhang 张:zhang 张:zhang 刘:liu 刘:liu 陈:chen 陈:chen 杨:yang 杨:yang
  赵:zhao 赵:zhao 黄:huang 黄:huang 周:zhou 周:zhou 吴:wu 吴:wu 徐:xu 孙:sun 胡:hu 朱:zhu 高:gao 林:lin 何:he 郭:guo 马:ma
  罗:luo 梁:liang 宋:song 郑:zheng 谢:xie 韩:han 唐:tang 冯:feng 于:yu 董:dong 萧:xiao 程:cheng 曹:cao 袁:yuan 邓:deng
  许:xu 傅:fu 沈:shen 曾:zeng 彭:peng 吕:lv 苏:su 卢:lu 蒋:jiang 蔡:cai 贾:jia 丁:ding 魏:wei 薛:xue 叶:ye 阎:yan
  余:yu 潘:pan 杜:du 戴:dai 夏:xia 钟:zhong 汪:wang 田:tian 任:ren 姜:jiang 范:fan 方:fang 石:shi 姚:yao 谭:tan 廖:liao
  邹:zou 熊:xiong 金:jin 陆:lu 郝:hao 孔:kong 白:bai 崔:cui 康:kang 毛:mao 邱:qiu 秦:qin 江:jiang 史:shi 顾:gu 侯:hou
  邵:shao 孟:meng 龙:long 万:wan 段:duan 雷:lei 钱:qian 汤:tang 尹:yin 黎:li 易:yi 常:chang 武:wu 乔:qiao 贺:he 赖:lai
  欧阳:ouyang 司马:sima 上官:shangguan
`)

export const GIVEN_NAMES: readonly Name[] = read(`
  静怡:jingyi 雨桐:yutong 思远:siyuan 浩然:haoran 子墨:zimo 晓彤:xiaotong 建国:jianguo 志强:zhiqiang 丽娟:lijuan 文静:wenjing
  嘉豪:jiahao 梓涵:zihan 欣妍:xinyan 宇航:yuhang 雪梅:xuemei 明辉:minghui 佳琪:jiaqi 俊杰:junjie 婉清:wanqing 天佑:tianyou
  雅芳:yafang 国栋:guodong 慧敏:huimin 晨曦:chenxi 梦洁:mengjie 海涛:haitao 秀兰:xiulan 立新:lixin 若曦:ruoxi 振华:zhenhua
  春燕:chunyan 少华:shaohua 诗涵:shihan 永康:yongkang 玉婷:yuting 正阳:zhengyang 可欣:kexin 景行:jingxing 安琪:anqi 书恒:shuheng
  晓东:xiaodong 凌云:lingyun 素心:suxin 伟:wei 敏:min 磊:lei 洋:yang 勇:yong 艳:yan 杰:jie 娜:na 涛:tao 超:chao 霞:xia
  鹏:peng 倩:qian 斌:bin 宁:ning 帆:fan 琳:lin 峰:feng 颖:ying 凯:kai 悦:yue 昊:hao 薇:wei 然:ran 岚:lan 铮:zheng
  亦凡:yifan 泽宇:zeyu 沐阳:muyang 知夏:zhixia 书瑶:shuyao 承志:chengzhi 逸飞:yifei 念慈:nianci 怀瑾:huaijin 一诺:yinuo
  启明:qiming 瑞雪:ruixue 博文:bowen 嘉怡:jiayi 修远:xiuyuan 若愚:ruoyu 思齐:siqi 清扬:qingyang 乐天:letian 舒雅:shuya
  云帆:yunfan 宏伟:hongwei 丹丹:dandan 莉莉:lili 晓峰:xiaofeng 春晖:chunhui 美玲:meiling 家栋:jiadong 新宇:xinyu 艺馨:yixin
  远航:yuanhang 雨薇:yuwei 世杰:shijie 心怡:xinyi 向东:xiangdong 亚楠:yanan 卓然:zhuoran 锦程:jincheng 月华:yuehua 立群:liqun
`)
