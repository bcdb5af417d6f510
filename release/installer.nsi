; The installer for Windows, for one person and without an administrator's rights. `installer.py` runs
; makensis on it, and gives FOLDER, LIST, TARGET, ICON, TITLE, NAME, VERSION, KILOBYTES and WITH_UNINSTALLER,
; the command that keeps the uninstaller to be signed, or puts the signed one in its place.

Unicode true
!if /FileExists "${NSISDIR}\Stubs\lzma_solid-amd64-unicode"
  Target amd64-unicode ; Debian's NSIS, whose installers run where there is no 32-bit Wine
!else
  Target x86-unicode ; the NSIS for Windows has no other: what the installer touches is the same for both
!endif
SetCompressor /SOLID lzma
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true

Name "${TITLE}"
OutFile "${TARGET}"
!uninstfinalize `${WITH_UNINSTALLER}` = 0
InstallDir "$LOCALAPPDATA\Programs\${TITLE}"
InstallDirRegKey HKCU "Software\${TITLE}" "Folder"
BrandingText "${TITLE} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${TITLE}"
VIAddVersionKey "FileDescription" "${TITLE}, setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence"

!include "MUI2.nsh"
!include "LogicLib.nsh"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!define CLASSES "Software\Classes"
!define PACK "GreenerPractice.Pack"
!define STARTER "GreenerPractice.Starter"
!define COMPARISON "GreenerPractice.Comparison"
!define PDF "GreenerPractice.Pdf"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\${TITLE}"

; The lists of files: each is put in its place, and none but those is taken away again.
!include "${LIST}"

; Nothing is changed while the program is open: Windows would leave half of it as it was.
!macro IsClosed
  ${If} ${FileExists} "$INSTDIR\${NAME}.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\${NAME}.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "${TITLE} is open. Close it, then try again." /SD IDOK
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro TellWindows
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  !insertmacro IsClosed
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    RMDir /r "$INSTDIR\_internal" ; of the version before
  ${EndIf}
  !insertmacro PutFiles
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${NAME}.exe"

  WriteRegStr HKCU "Software\${TITLE}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${LISTED}" "Publisher" "${TITLE} maintainers"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1

  ; Packs, starter files and comparison files open with the program.
  WriteRegStr HKCU "${CLASSES}\.gppack" "" "${PACK}"
  WriteRegStr HKCU "${CLASSES}\${PACK}" "" "${TITLE} pack"
  WriteRegStr HKCU "${CLASSES}\${PACK}\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PACK}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'

  WriteRegStr HKCU "${CLASSES}\.gpstarter" "" "${STARTER}"
  WriteRegStr HKCU "${CLASSES}\${STARTER}" "" "${TITLE} starter file"
  WriteRegStr HKCU "${CLASSES}\${STARTER}\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
  WriteRegStr HKCU "${CLASSES}\${STARTER}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'

  WriteRegStr HKCU "${CLASSES}\.gpcompare" "" "${COMPARISON}"
  WriteRegStr HKCU "${CLASSES}\${COMPARISON}" "" "${TITLE} comparison file"
  WriteRegStr HKCU "${CLASSES}\${COMPARISON}\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
  WriteRegStr HKCU "${CLASSES}\${COMPARISON}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'

  ; PDFs have it under "Open with": it is added to that list, and what opens them stays what it was.
  WriteRegStr HKCU "${CLASSES}\${PDF}" "" "PDF of a practice's return"
  WriteRegStr HKCU "${CLASSES}\${PDF}\shell\open" "FriendlyAppName" "${TITLE}"
  WriteRegStr HKCU "${CLASSES}\${PDF}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'
  WriteRegNone HKCU "${CLASSES}\.pdf\OpenWithProgids" "${PDF}"
  !insertmacro TellWindows
SectionEnd

Section "Uninstall"
  !insertmacro IsClosed
  !insertmacro RemoveFiles
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; unless somebody keeps something in it, such as greenpractice-data
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  DeleteRegValue HKCU "${CLASSES}\.pdf\OpenWithProgids" "${PDF}"
  DeleteRegKey HKCU "${CLASSES}\${PDF}"
  DeleteRegKey HKCU "${CLASSES}\${PACK}"
  ReadRegStr $0 HKCU "${CLASSES}\.gppack" ""
  ${If} $0 == "${PACK}" ; another program may have taken them over
    DeleteRegKey HKCU "${CLASSES}\.gppack"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${STARTER}"
  ReadRegStr $0 HKCU "${CLASSES}\.gpstarter" ""
  ${If} $0 == "${STARTER}"
    DeleteRegKey HKCU "${CLASSES}\.gpstarter"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${COMPARISON}"
  ReadRegStr $0 HKCU "${CLASSES}\.gpcompare" ""
  ${If} $0 == "${COMPARISON}"
    DeleteRegKey HKCU "${CLASSES}\.gpcompare"
  ${EndIf}
  DeleteRegKey HKCU "${LISTED}"
  DeleteRegKey HKCU "Software\${TITLE}"
  !insertmacro TellWindows
SectionEnd
