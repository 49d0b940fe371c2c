/** Kinds of files that can do something by being opened: as data, by name and by real type. */
import type { Inspection } from '../ipc/contract/attachments.ts';

type Danger = Inspection['danger'];

const BY_EXTENSION: Readonly<Record<Exclude<Danger, 'none'>, string>> = {
  program: 'exe com scr pif cpl msi msp mst msix msixbundle appx appxbundle appinstaller app application gadget jar jnlp class apk aab ipa xpi crx deb rpm pkg mpkg run bin elf out appimage flatpak flatpakref snap dll ocx sys drv so dylib o ko efi sct xll wll add-in ade adp mde dex wasm air msc vsto vsix ppkg shs shb xnk pcd prg kext plugin bundle component osax prefpane qlgenerator mdimporter saver wdgt kcm xapk apks service',
  script: 'bat cmd ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psm1 vb vbe vbs vbscript js jse mjs cjs ws wsf wsc wsh hta sh bash zsh csh ksh fish command tool py pyc pyo pyw pyz pyzw rb pl pm php phtml lua tcl applescript scpt scptd workflow action terminal osascript reg inf msh msh1 msh2 mshxml sed awk hlp chm ahk au3 xbap ipynb rdp mof ins isp its job jsp asp aspx cgi php3 php4 php5 php7 pht py2 py3 ksc vbp wsb diagcfg diagpkg cdxml cnt csx fsx elc scm jsx mhta',
  shortcut: 'lnk url desktop webloc inetloc fileloc website scf library-ms search-ms searchconnector-ms settingcontent-ms appref-ms mad maf mag mam maq mar mas mat mau mav maw mda mdt mdw mdz theme themepack deskthemepack oxps contact vcs nws theme webpnp oqy iqy dqy rqy prf slk diagcab cab wbk udl odc mobileconfig configprofile provisionprofile afploc ftploc vncloc mailloc atmloc nwloc internetconnect networkconnect webarchive ovpn rdg ica grp asx wax wvx wmx crt cer der p7b spc p12 pfx sst xrm-ms appcontent-ms accountpicture-ms printerexport directory kdelnk term',
  'disk-image': 'iso img udf dmg vhd vhdx vmdk vdi qcow2 toast cdr sparseimage sparsebundle nrg mdf bin wim swm esd',
  markup: 'html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt xps dtd swf fla as maff htc eml msg',
  macros: 'docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm doc dot xls xlt xla ppt pot pps odt ods odp odb odg rtf one onepkg onetoc2 pub mdb accdb accde accdr vsd vsdm vstm vssm xlw wps fodt fods fodp fodg oft otm ots odf ott otp sxw sxc sxi docb ppa ps xsn infopathxml',
  archive: 'zip rar 7z tar gz tgz bz2 tbz2 xz txz zst lz lzma arj ace lzh lha z uue cpio zipx',
};
const BY_TYPE: Readonly<Record<string, Danger>> = {
  'application/x-msdownload': 'program', 'application/x-dosexec': 'program', 'application/vnd.microsoft.portable-executable': 'program', 'application/x-executable': 'program', 'application/x-elf': 'program', 'application/x-sharedlib': 'program', 'application/x-mach-binary': 'program', 'application/x-apple-binary': 'program', 'application/java-archive': 'program', 'application/vnd.android.package-archive': 'program', 'application/x-msi': 'program', 'application/x-deb': 'program', 'application/x-rpm': 'program', 'application/wasm': 'program', 'application/java-vm': 'program', 'application/x-google-chrome-extension': 'program', 'application/x-xpinstall': 'program',
  'application/x-sh': 'script', 'application/x-shellscript': 'script', 'text/x-shellscript': 'script', 'application/javascript': 'script', 'text/javascript': 'script', 'application/x-bat': 'script', 'text/vbscript': 'script', 'application/hta': 'script', 'application/x-powershell': 'script', 'text/x-python': 'script', 'application/vnd.ms-htmlhelp': 'script',
  'application/x-ms-shortcut': 'shortcut', 'application/x-desktop': 'shortcut', 'application/x-mswinurl': 'shortcut', 'application/internet-shortcut': 'shortcut', 'application/vnd.ms-cab-compressed': 'shortcut',
  'application/x-iso9660-image': 'disk-image', 'application/x-apple-diskimage': 'disk-image', 'application/x-vhd': 'disk-image',
  'text/html': 'markup', 'application/xhtml+xml': 'markup', 'image/svg+xml': 'markup', 'application/xml': 'markup', 'text/xml': 'markup', 'message/rfc822': 'markup', 'application/x-shockwave-flash': 'markup',
  'application/msword': 'macros', 'application/vnd.ms-excel': 'macros', 'application/vnd.ms-powerpoint': 'macros', 'application/x-cfb': 'macros', 'application/rtf': 'macros', 'text/rtf': 'macros', 'application/x-ole-storage': 'macros', 'application/vnd.ms-word.document.macroenabled.12': 'macros', 'application/vnd.ms-excel.sheet.macroenabled.12': 'macros', 'application/vnd.ms-powerpoint.presentation.macroenabled.12': 'macros',
  'application/zip': 'archive', 'application/x-rar-compressed': 'archive', 'application/x-7z-compressed': 'archive', 'application/gzip': 'archive', 'application/x-tar': 'archive', 'application/x-bzip2': 'archive', 'application/x-xz': 'archive', 'application/zstd': 'archive',
};
/** The worse first. */
const ORDER: readonly Danger[] = ['program', 'script', 'shortcut', 'disk-image', 'markup', 'macros', 'archive', 'none'];
const EXTENSIONS: ReadonlyMap<string, Danger> = new Map(ORDER.toReversed().flatMap((danger) => (danger === 'none' ? [] : BY_EXTENSION[danger].split(' ').map((extension) => [extension, danger] as const))));

/** Of `report.pdf.exe`: `exe`; '' without one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 || dot === name.length - 1 ? '' : name.slice(dot + 1).toLowerCase();
}

/** The worst that name or any of the types says. */
export function dangerOf(name: string, types: readonly string[]): Danger {
  const said = [EXTENSIONS.get(extensionOf(name)) ?? 'none', ...types.map((type) => (Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type]! : 'none'))];
  return ORDER.find((danger) => said.includes(danger)) ?? 'none';
}

/** What may be opened: programs and what starts them never, what can hold something active after a warning. */
export const adviceOf = (danger: Danger): Inspection['advice'] =>
  danger === 'none' ? 'open' : danger === 'macros' || danger === 'archive' ? 'ask' : 'save';

/** Further names of a kind that file-type knows by one. */
const SAME: Readonly<Record<string, string>> = { jpeg: 'jpg', jpe: 'jpg', jfif: 'jpg', tiff: 'tif', htm: 'html', mpeg: 'mpg', m4a: 'mp4', m4v: 'mp4', mov: 'mp4', aiff: 'aif', oga: 'ogg', ogv: 'ogg', yml: 'yaml', tgz: 'gz', svgz: 'gz', dot: 'cfb', doc: 'cfb', xls: 'cfb', ppt: 'cfb', msg: 'cfb', pps: 'cfb', msi: 'cfb', asc: 'pgp', gpg: 'pgp' };
/** Kinds that are archives inside. */
const ZIPPED = new Set('docx xlsx pptx docm xlsm pptm dotx xltx potx odt ods odp odg epub jar apk xpi kmz 3mf vsdx pages numbers key zipx'.split(' '));

/** Can a file of that name hold what the content turned out to be? Names without extension say nothing. */
export function fitsName(name: string, found: string): boolean {
  const written = extensionOf(name);
  if (written === '') return true;
  const same = (extension: string): string => SAME[extension] ?? extension;
  return same(written) === same(found) || (found === 'zip' && ZIPPED.has(written)) || (found === 'xml' && /^(?:svg|xhtml|html|rss|kml|gpx)$/u.test(written));
}
