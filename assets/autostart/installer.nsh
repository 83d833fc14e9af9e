; The kiosk starts with the session of whoever the machine signs in, and no longer does once it is removed.
!macro customInstall
  WriteRegStr HKLM "Software\Microsoft\Windows\CurrentVersion\Run" "ResidencePermitKiosk" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
!macroend
!macro customUnInstall
  DeleteRegValue HKLM "Software\Microsoft\Windows\CurrentVersion\Run" "ResidencePermitKiosk"
!macroend
