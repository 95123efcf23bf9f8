/**
 * Which questions in the Latin alphabet are neither English nor, by a mistake of the keyboard, Chinese. Libraries that
 * tell languages apart take a fifth of short English questions for others (tried: tinyld, of which "push to Harbor" is
 * one), so this goes by words that nobody can do without, and only for what the article does not answer anyway.
 */

/** None of them is an English word, nor a name in this trade. */
const OTHERS = words(`
  ist ein eine einen der das dem wie warum wann nicht und mit wird mein meine kann macht für auf
  qu est une les des du comment pourquoi dans avec puis-je quoi c'est mon ma faire
  qué que es un una el los las cómo por qué para puedo cuál del
  é uma como não são fazer eu meu
  che cosa è il della perché quando dei gli sono
  wat een hoe waarom mijn het van niet voor
  jak jest dlaczego czy się
  nedir nasıl neden bir ve için
  là gì thế nào của cho
  apa itu bagaimana mengapa yang
  vad är hur och hvad hvordan hvorfor er det
  mikä miten miksi hogyan miért
`);
const ENGLISH = words(`
  a an the is are was do does did can could how what why when where which who should would will it its this that these
  of to in on for with from and or not my your i we you be have has
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ""));
}

export function isInAnotherLanguage(question: string): boolean {
  const spoken = question.toLowerCase().match(/[\p{Script=Latin}\p{M}]+/gu) ?? [];
  const count = (language: ReadonlySet<string>) => spoken.filter((word) => language.has(word)).length;
  return count(OTHERS) > count(ENGLISH);
}
