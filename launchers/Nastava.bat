@echo off
rem Double-click on Windows: opens the course in your browser.
rem Looks for a Python 3.11 to 3.13 and has it run nastava_start.py beside this file. No blocks in parentheses:
rem they break where a folder's name has some.
setlocal
chcp 65001 >nul
title Nastava
set "NASTAVA_PYTHON="
if not exist "%~dp0nastava_start.py" goto notwhole
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try python
call :try python3
if not defined NASTAVA_PYTHON goto missing
%NASTAVA_PYTHON% "%~dp0nastava_start.py" %*
set "NASTAVA_CODE=%ERRORLEVEL%"
rem 3: what was wrong was said, and was read.
if "%NASTAVA_CODE%"=="0" exit /b 0
if "%NASTAVA_CODE%"=="3" exit /b 3
pause
exit /b %NASTAVA_CODE%

:try
if defined NASTAVA_PYTHON exit /b 0
%* -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul
if errorlevel 1 exit /b 0
set "NASTAVA_PYTHON=%*"
exit /b 0

:notwhole
echo.
echo   The rest of Nastava is not beside this file. Unpack the whole downloaded file first
echo   (right-click it, Extract All), then open the folder and start again.
echo.
echo   Pored ove datoteke nema ostatka Nastave. Prvo raspakuj cijelu preuzetu datoteku
echo   (desni klik, Extract All), pa otvori folder i pokreni ponovo.
echo.
pause
exit /b 3

:missing
echo.
echo   Nastava needs Python 3.11, 3.12 or 3.13, and there is none here yet. One of these, no administrator needed:
echo   Nastavi treba Python 3.11, 3.12 ili 3.13, a ovdje ga još nema. Jedno od ovoga, bez administratora:
echo.
echo   - Microsoft Store: Python 3.13
echo   - winget install --exact --id Python.Python.3.13 --scope user
echo   - https://www.python.org/downloads/windows/
echo.
echo   Then start this again. / Zatim pokreni ovo ponovo.
echo.
pause
exit /b 3
