/** What a folder is for: by SPECIAL-USE (RFC 6154), else by the names that servers and clients give in many languages. */
import type { FolderRole } from '../../shared/model/folder.ts';

const SPECIAL_USE: Readonly<Record<string, FolderRole>> = {
  '\\drafts': 'drafts', '\\sent': 'sent', '\\archive': 'archive', '\\junk': 'junk', '\\spam': 'junk', '\\trash': 'trash', '\\all': 'all', '\\allmail': 'all', '\\flagged': 'flagged', '\\starred': 'flagged',
};

/** Lower case. Only names that mean one thing in their language. */
const NAMES: Readonly<Partial<Record<FolderRole, readonly string[]>>> = {
  drafts: ['drafts', 'draft', 'entwürfe', 'brouillons', 'borradores', 'bozze', 'concepten', 'rascunhos', 'utkast', 'kladder', 'luonnokset', 'wersje robocze', 'robocze', 'koncepty', 'rozepsané', 'piszkozatok', 'черновики', 'чернетки', 'taslaklar', '下書き', '草稿', '草稿箱', '임시 보관함', 'πρόχειρα', 'טיוטות', 'المسودات'],
  sent: ['sent', 'sent items', 'sent mail', 'sent messages', 'gesendet', 'gesendete objekte', 'gesendete elemente', 'envoyés', 'messages envoyés', 'éléments envoyés', 'enviados', 'elementos enviados', 'posta inviata', 'inviati', 'verzonden', 'verzonden items', 'itens enviados', 'skickat', 'sendt', 'lähetetyt', 'wysłane', 'elementy wysłane', 'odeslané', 'odoslané', 'elküldött', 'отправленные', 'надіслані', 'gönderilmiş', 'gönderilmiş öğeler', '送信済み', '送信済みアイテム', '已发送', '已傳送', '寄件備份', '보낸 편지함', 'απεσταλμένα', 'נשלח', 'المرسلة'],
  archive: ['archive', 'archives', 'archived', 'archiv', 'archivo', 'archivio', 'archief', 'arquivo', 'arkiv', 'arkisto', 'archiwum', 'archív', 'архив', 'архів', 'arşiv', 'アーカイブ', '归档', '封存', '보관함', 'αρχείο'],
  junk: ['junk', 'junk e-mail', 'junk email', 'junk mail', 'spam', 'bulk mail', 'spamverdacht', 'unerwünscht', 'courrier indésirable', 'indésirables', 'pourriel', 'correo no deseado', 'posta indesiderata', 'ongewenste e-mail', 'lixo eletrônico', 'skräppost', 'søppelpost', 'uønsket e-mail', 'roskaposti', 'wiadomości-śmieci', 'nevyžádaná pošta', 'levélszemét', 'спам', 'нежелательная почта', 'gereksiz', '迷惑メール', '垃圾邮件', '垃圾郵件', '스팸'],
  trash: ['trash', 'deleted', 'deleted items', 'deleted messages', 'bin', 'papierkorb', 'gelöscht', 'gelöschte objekte', 'gelöschte elemente', 'corbeille', 'éléments supprimés', 'papelera', 'elementos eliminados', 'cestino', 'posta eliminata', 'prullenbak', 'verwijderde items', 'lixeira', 'itens excluídos', 'papperskorg', 'papirkurv', 'papirkurven', 'roskakori', 'kosz', 'elementy usunięte', 'koš', 'kôš', 'kuka', 'lomtár', 'корзина', 'удаленные', 'кошик', 'çöp kutusu', 'silinmiş öğeler', 'ゴミ箱', '已删除邮件', '垃圾桶', '刪除的郵件', '휴지통', 'κάδος', 'אשפה', 'المهملات'],
};
const ROLE_BY_NAME = new Map(Object.entries(NAMES).flatMap(([role, names]) => names.map((name) => [name, role as FolderRole] as const)));

export function roleBySpecialUse(attributes: readonly string[]): FolderRole {
  for (const attribute of attributes) {
    const role = SPECIAL_USE[attribute.toLowerCase()];
    if (role) return role;
  }
  return 'none';
}

export const roleByName = (name: string): FolderRole => ROLE_BY_NAME.get(name.normalize('NFC').toLowerCase()) ?? 'none';
