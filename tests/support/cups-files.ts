// The files a private cupsd is started with: its two configurations, a PDF printer's description, a scriptable device.

/**
 * The device behind the queue, as a CUPS backend (backend(7)): copies what it gets into the tray. Its behaviour is read
 * from a file, so that a test may take the paper away and give it back.
 */
export const BACKEND = `#!/bin/sh
[ $# -eq 0 ] && { echo 'direct paper "Test" "Paper tray of a test"'; exit 0; }
tray="\${DEVICE_URI#paper:}"
if grep -q fail "$tray/behaviour"; then echo "ERROR: device failed" >&2; exit 1; fi
if grep -q paper-out "$tray/behaviour"; then
  echo "STATE: +media-empty-error,media-needed-error" >&2
  while grep -q paper-out "$tray/behaviour"; do sleep 0.1; done
  echo "STATE: -media-empty-error,media-needed-error" >&2
fi
file="$tray/out/job-$1.pdf"
cat "\${6:--}" > "$file.part" && mv "$file.part" "$file"
`;

/** A PDF printer that takes what pdftopdf makes of a job; A4 only. */
export const PPD = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PAPER.PPD"
*Manufacturer: "Test"
*Product: "(Paper)"
*ModelName: "Test Paper"
*ShortNickName: "Test Paper"
*NickName: "Test Paper"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
`;

export function filesConf(folder: string): string {
  return `ServerRoot ${folder}/root
ServerBin ${folder}/bin
DataDir /usr/share/cups
CacheDir ${folder}/cache
StateDir ${folder}/state
RequestRoot ${folder}/spool
TempDir ${folder}/spool/tmp
DocumentRoot ${folder}/www
AccessLog ${folder}/access_log
ErrorLog ${folder}/error_log
PageLog ${folder}/page_log
Sandboxing Relaxed
${process.getuid?.() === 0 ? 'User lp\nGroup lp\nSystemGroup root' : ''}
`;
}

export function daemonConf(port: number): string {
  return `Listen 127.0.0.1:${port}
LogLevel debug
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
PreserveJobFiles No
ErrorPolicy stop-printer
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`;
}
