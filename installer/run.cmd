@echo off
rem Installs what is missing into .venv, then opens RehabDesk. Arguments go to main.py.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set "root=%~dp0.."
set "venv=%root%\.venv"
set "python=%venv%\Scripts\python.exe"

if not exist "%python%" goto make
"%python%" -c "import pip" >nul 2>nul
if not errorlevel 1 goto compare

:make
py -3 -c "import struct, sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) or struct.calcsize('P') < 8)" >nul 2>nul
if errorlevel 1 goto no_python
py -3 -m venv --clear "%venv%" 1>&2
if not exist "%python%" goto no_folder

:compare
fc /b "%root%\installer\constraints.txt" "%venv%\constraints.txt" >nul 2>nul
if errorlevel 1 goto install
fc /b "%root%\pyproject.toml" "%venv%\pyproject.toml" >nul 2>nul
if not errorlevel 1 goto start

:install
echo Đang tải và cài các thư viện Python, lần đầu khoảng 150 MB. 1>&2
echo Downloading and installing the Python libraries, about 150 MB the first time. 1>&2
"%python%" -c "import sys, tomllib; project = tomllib.load(open(sys.argv[1], 'rb'))['project']; print(*project['dependencies'], *project['optional-dependencies']['server'], sep='\n')" "%root%\pyproject.toml" >"%venv%\requirements.txt"
if errorlevel 1 goto no_wheels
"%python%" -m pip install --disable-pip-version-check --only-binary :all: -c "%root%\installer\constraints.txt" -r "%venv%\requirements.txt" 1>&2
if errorlevel 1 goto no_wheels
copy /y "%root%\installer\constraints.txt" "%venv%\constraints.txt" >nul
copy /y "%root%\pyproject.toml" "%venv%\pyproject.toml" >nul

:start
if not "%~1"=="" goto command
start "" "%venv%\Scripts\pythonw.exe" "%root%\main.py"
exit /b 0

:command
"%python%" "%root%\main.py" %*
exit /b %errorlevel%

:no_python
echo RehabDesk cần Python 64-bit từ 3.11 đến 3.14, cài kèm "py launcher". 1>&2
echo RehabDesk needs a 64-bit Python 3.11 to 3.14, installed with the "py launcher". 1>&2
exit /b 1

:no_folder
echo Không tạo được thư mục "%venv%". 1>&2
echo The folder "%venv%" could not be made. 1>&2
exit /b 1

:no_wheels
echo Chưa cài được các thư viện Python. Lần chạy đầu tiên cần có mạng Internet; hãy thử lại khi có mạng. 1>&2
echo The Python libraries could not be installed. The first run needs the Internet; please try again when there is a connection. 1>&2
exit /b 1
