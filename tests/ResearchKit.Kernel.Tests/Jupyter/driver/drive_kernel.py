"""Drives the real kernel with jupyter_client and prints one line a check: 'ok NAME' or 'FAIL NAME: reason'.

usage: drive_kernel.py PROGRAM [CHECK ...]      without names: every check
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import nbformat
import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec

LIMIT = 120

# Starts a kernel, says its process id and dies without a word to it.
PARENT = """
import os, sys
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec
manager = KernelManager()
manager._kernel_spec = KernelSpec(argv=[sys.argv[1], "kernel", "run", "{connection_file}"], display_name="orphan", interrupt_mode="message")
manager.start_kernel(stdout=2)
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=120)
os.write(1, str(manager.provisioner.process.pid).encode())
os._exit(0)
"""


class Cell:
    """What came of one execute_request."""

    def __init__(self, reply, published):
        self.reply = reply
        self.published = published

    def of(self, kind):
        return [content for name, content in self.published if name == kind]

    def text(self, stream="stdout"):
        return "".join(content["text"] for content in self.of("stream") if content["name"] == stream)

    def result(self):
        return [content["data"]["text/plain"] for content in self.of("execute_result")]


class Kernel:
    def __init__(self, program, folder):
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(
            argv=[program, "kernel", "run", "{connection_file}"], display_name="driven", language="C#", interrupt_mode="message")
        self.log = open(os.path.join(folder, "kernel.log"), "w+b")
        self.manager.start_kernel(cwd=folder, stderr=self.log)
        self.client = self.connect()

    def connect(self):
        client = self.manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=LIMIT)
        return client

    def pid(self):
        return self.manager.provisioner.process.pid

    def reply(self, message_id, channel="shell"):
        get = getattr(self.client, f"get_{channel}_msg")
        while True:
            message = get(timeout=LIMIT)
            if message["parent_header"].get("msg_id") == message_id:
                return message["content"]

    def finish(self, message_id):
        published = []
        while True:
            message = self.client.get_iopub_msg(timeout=LIMIT)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    break
            else:
                published.append((message["msg_type"], message["content"]))
        return Cell(self.reply(message_id), published)

    def run(self, code, **options):
        return self.finish(self.client.execute(code, **options))

    def log_text(self):
        with open(self.log.name, "rb") as file:
            return file.read().decode()

    def wait_for_output(self):
        """Waits until the running cell has printed something."""
        while self.client.get_iopub_msg(timeout=LIMIT)["msg_type"] != "stream":
            pass


CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"found {found!r}, expected {expected!r}")


def true(condition, what):
    if not condition:
        raise AssertionError(what)


@check
def result_and_count(k):
    first, second = k.run("var a = 20;"), k.run("a + 1")
    equal(first.reply["status"], "ok")
    equal(second.result(), ["21"])
    equal(second.reply["execution_count"], first.reply["execution_count"] + 1)
    equal(second.of("execute_input"), [{"code": "a + 1", "execution_count": second.reply["execution_count"]}])
    equal(second.reply["payload"], [])


@check
def streams_and_displays_in_order(k):
    cell = k.run('Console.Write("1"); Console.Error.Write("2"); Console.Write("3"); display("4"); Console.Write("5"); 6')
    order = [content["text"] if name == "stream" else content["data"]["text/plain"] for name, content in cell.published if name != "execute_input"]
    equal(order, ["1", "2", "3", "4", "5", "6"])
    equal([content["name"] for content in cell.of("stream")], ["stdout", "stderr", "stdout", "stdout"])


@check
def native_output_in_order(k):
    k.run('using System.Runtime.InteropServices;\n[DllImport("libc")] static extern int puts(string s);\n'
          '[DllImport("libc")] static extern int printf(string s);\n[DllImport("libc")] static extern void perror(string s);')
    cell = k.run('Console.WriteLine("one"); puts("two"); Console.WriteLine("three"); printf("four"); Console.WriteLine(" five"); puts("six"); display(7); printf("eight");')
    order = "".join(content["text"] if name == "stream" else f"<{content['data']['text/plain']}>" for name, content in cell.published if name != "execute_input")
    equal(order, "one\ntwo\nthree\nfour five\nsix\n<7>eight")
    true("oops" in k.run('perror("oops");').text("stderr"), "what native code wrote to descriptor 2 is not on stderr")


@check
def output_of_child_processes(k):
    equal(k.run('var p = System.Diagnostics.Process.Start("echo", "child"); p.WaitForExit();').text(), "child\n")


@check
def native_flood(k):
    cell = k.run('for (var i = 0; i < 200000; i++) puts("native line");')
    equal(cell.text(), "native line\n" * 200000)


@check
def million_lines(k):
    cell = k.run("for (var i = 0; i < 1000000; i++) Console.WriteLine(i);")
    equal(cell.text(), "".join(f"{i}\n" for i in range(1000000)))
    true(len(cell.of("stream")) < 2000, f"{len(cell.of('stream'))} messages for a million lines")


@check
def late_output_of_tasks(k):
    k.run('var go = new TaskCompletionSource(); _ = Task.Run(async () => { await go.Task; Console.WriteLine("late"); });')
    k.client.execute("go.SetResult();")
    while True:
        message = k.client.get_iopub_msg(timeout=LIMIT)
        if message["msg_type"] == "stream":
            equal(message["content"], {"name": "stdout", "text": "late\n"})
            break


@check
def update_display_data(k):
    cell = k.run('var shown = display("a"); shown.Update("b");')
    later = k.run('shown.Update("c");')
    identity = cell.of("display_data")[0]["transient"]["display_id"]
    equal([content["transient"]["display_id"] for content in cell.of("update_display_data") + later.of("update_display_data")], [identity] * 2)
    equal(later.of("update_display_data")[0]["data"]["text/plain"], "c")


@check
def bundles(k):
    cell = k.run("new { Name = 1 }")
    true({"text/html", "text/plain"} <= set(cell.of("execute_result")[0]["data"]), "an object has no HTML or no text")


@check
def errors(k):
    thrown, wrong = k.run('throw new InvalidOperationException("bad");'), k.run("int x = ;")
    equal((thrown.reply["status"], thrown.reply["ename"], thrown.reply["evalue"]), ("error", "System.InvalidOperationException", "bad"))
    equal({**thrown.of("error")[0], "status": "error"}.items() <= thrown.reply.items(), True)
    equal(wrong.reply["ename"], "CompilationError")
    true("^" in "".join(wrong.reply["traceback"]), "the place of the error is not marked")


@check
def silent(k):
    count = k.run("1").reply["execution_count"]
    cell = k.run('Console.Write("x"); display(1); puts("y"); var hush = 5; 2', silent=True)
    equal(cell.published, [])
    equal(cell.reply["execution_count"], count)
    failed = k.run('throw new Exception("z");', silent=True)
    equal((failed.published, failed.reply["status"]), ([], "error"))
    equal(k.run("hush").result(), ["5"])


@check
def store_history(k):
    count = k.run("1").reply["execution_count"]
    cell = k.run("2 // unstored", store_history=False)
    equal((cell.reply["execution_count"], cell.result()), (count, ["2"]))
    equal(k.run("3").reply["execution_count"], count + 1)
    entries = k.reply(k.client.history(hist_access_type="tail", n=2, output=True))["history"]
    equal(entries, [[0, count, ["1", "1"]], [0, count + 1, ["3", "3"]]])
    found = k.reply(k.client.history(hist_access_type="search", pattern="*unstored*"))["history"]
    equal(found, [])


@check
def user_expressions(k):
    cell = k.run("var b = 3;", user_expressions={"sum": "b + 1", "none": "null", "wrong": "nothing + 1", "throws": 'int.Parse("x")'})
    values = cell.reply["user_expressions"]
    equal(values["sum"], {"status": "ok", "data": {"text/plain": "4"}, "metadata": {}})
    equal(values["none"]["status"], "ok")
    equal((values["wrong"]["status"], values["wrong"]["ename"]), ("error", "CompilationError"))
    equal(values["throws"]["ename"], "System.FormatException")
    equal(k.run('throw new Exception();', user_expressions={"a": "1"}).reply.get("user_expressions"), None)


@check
def stop_on_error(k):
    ids = [k.client.execute(code) for code in ["1", 'throw new Exception("stop");', "2", "3"]]
    equal([k.finish(identity).reply["status"] for identity in ids], ["ok", "error", "aborted", "aborted"])
    equal(k.run("4").reply["status"], "ok")
    ids = [k.client.execute(code, stop_on_error=False) for code in ['throw new Exception("go on");', "5"]]
    equal([k.finish(identity).reply["status"] for identity in ids], ["error", "ok"])


@check
def next_cell_after_an_error_runs(k):
    for _ in range(5):
        equal(k.run('throw new Exception("stop");').reply["status"], "error")
        equal(k.run("1").reply["status"], "ok")


@check
def completion(k):
    code = 'var \U0001d4b3 = "\U0001f600"; Console.WriteL'
    content = k.reply(k.client.complete(code, len(code)))
    equal(content["status"], "ok")
    true("WriteLine" in content["matches"], f"WriteLine is not among {content['matches'][:20]}")
    equal(code[content["cursor_start"]:content["cursor_end"]], "WriteL")
    kinds = {item["text"]: item["type"] for item in content["metadata"]["_jupyter_types_experimental"]}
    equal(kinds["WriteLine"], "method")
    k.run("var completable = 1;")
    true("completable" in k.reply(k.client.complete("complet", 7))["matches"], "a variable of an earlier cell is not found")


@check
def inspection(k):
    found = k.reply(k.client.inspect("Console.WriteLine(1)", 12, detail_level=0))
    equal((found["status"], found["found"]), ("ok", True))
    true("WriteLine" in found["data"]["text/plain"], f"found {found['data']}")
    equal(k.reply(k.client.inspect("nothingOfThatName", 3))["found"], False)


@check
def is_complete(k):
    equal(k.reply(k.client.is_complete("1 + 1"))["status"], "complete")
    incomplete = k.reply(k.client.is_complete("if (true) {"))
    equal((incomplete["status"], incomplete["indent"].strip()), ("incomplete", ""))
    equal(k.reply(k.client.is_complete("int x = );"))["status"], "invalid")


@check
def comm_info(k):
    equal(k.reply(k.client.comm_info())["comms"], {})


@check
def standard_input(k):
    message_id = k.client.execute('Console.Write("a"); var name = input("name? "); var word = password("word? "); var line = Console.ReadLine(); name + word + line', allow_stdin=True)
    asked = []
    for answer in ["Ada \U0001f600", "secret", "line"]:
        asked.append(k.client.get_stdin_msg(timeout=LIMIT)["content"])
        k.client.input(answer)
    equal(asked, [{"prompt": "name? ", "password": False}, {"prompt": "word? ", "password": True}, {"prompt": "", "password": False}])
    cell = k.finish(message_id)
    equal(cell.result(), ["Ada \U0001f600••••••••line"])
    refused = k.run('input("?")', allow_stdin=False)
    true("allow_stdin" in refused.reply["evalue"], refused.reply)


@check
def interrupt_of_a_question(k):
    message_id = k.client.execute('input("?")', allow_stdin=True)
    k.client.get_stdin_msg(timeout=LIMIT)
    k.manager.interrupt_kernel()
    equal(k.finish(message_id).reply["ename"], "System.OperationCanceledException")
    message_id = k.client.execute('input("again? ")', allow_stdin=True)
    k.client.get_stdin_msg(timeout=LIMIT)
    k.client.input("fine")
    equal(k.finish(message_id).result(), ["fine"])


def interrupted(k, code, interrupt):
    message_id = k.client.execute(f'Console.WriteLine("started");\n{code}')
    k.wait_for_output()
    began = time.time()
    interrupt()
    cell = k.finish(message_id)
    return cell, time.time() - began


@check
def interrupt_of_a_loop(k):
    k.run("var turns = 0L;")
    cell, seconds = interrupted(k, "while (true) { turns++; }", k.manager.interrupt_kernel)
    equal(cell.reply["ename"], "System.OperationCanceledException")
    equal(k.run("turns > 0").result(), ["true"])
    true(seconds < 30, f"{seconds} s")
    cell, _ = interrupted(k, "while (true) { }", k.manager.interrupt_kernel)
    equal((cell.reply["status"], k.run("1").result()), ("error", ["1"]))


@check
def interrupt_that_the_cell_notices(k):
    cell, seconds = interrupted(k, 'while (!CancellationToken.IsCancellationRequested) { }\nConsole.WriteLine("saved");', k.manager.interrupt_kernel)
    true("saved" in cell.text(), "the cell did not get to save its work")
    equal(cell.reply["status"], "error")


@check
def interrupt_by_signal(k):
    cell, _ = interrupted(k, "while (true) { }", lambda: os.kill(k.pid(), signal.SIGINT))
    equal((cell.reply["status"], k.run("1").result()), ("error", ["1"]))


@check
def interrupt_aborts_the_queue(k):
    message_id = k.client.execute('Console.WriteLine("started");\nwhile (true) { }')
    waiting = k.client.execute("1")
    k.wait_for_output()
    k.manager.interrupt_kernel()
    equal((k.finish(message_id).reply["status"], k.finish(waiting).reply["status"]), ("error", "aborted"))


@check
def interrupt_between_cells(k):
    # The manager does not wait for the reply, and a cell that is sent meanwhile may be the one that is interrupted.
    message = k.client.session.msg("interrupt_request")
    k.client.control_channel.send(message)
    equal(k.reply(message["header"]["msg_id"], "control")["status"], "ok")
    equal(k.run("1").result(), ["1"])


@check
def interrupt_of_tensor_work(k):
    k.run("using TorchSharp;\nvar kept = torch.ones(3); var big = torch.randn(400, 400);")
    cell, _ = interrupted(k, "while (true) { using var values = torch.linalg.svd(big).S; }", k.manager.interrupt_kernel)
    equal(cell.reply["status"], "error")
    equal(k.run("kept.sum().item<float>()").result(), ["3"])


@check
def interrupt_of_a_native_call(k):
    k.run('[DllImport("libc")] static extern uint sleep(uint seconds);')
    cell, seconds = interrupted(k, "sleep(20);", k.manager.interrupt_kernel)
    true("Restart the kernel" in cell.reply["evalue"], cell.reply)
    true(seconds < 20, f"the kernel was silent for {seconds} s")
    equal(k.reply(k.client.kernel_info())["status"], "ok")
    refused = k.run("1")
    equal(refused.reply["ename"], "KernelStuck")
    true("Restart the kernel" in refused.reply["evalue"], refused.reply)
    until = time.time() + 30
    while k.run("1", store_history=False).reply["status"] != "ok":
        true(time.time() < until, "the session is not usable after the native call has returned")
        time.sleep(0.2)


@check
def control_answers_while_a_cell_runs(k):
    message_id = k.client.execute('Console.WriteLine("started");\nwhile (!CancellationToken.IsCancellationRequested) { }')
    k.wait_for_output()
    message = k.client.session.msg("kernel_info_request", {})
    k.client.control_channel.send(message)
    equal(k.reply(message["header"]["msg_id"], "control")["status"], "ok")
    message = k.client.session.msg("debug_request", {"type": "request", "seq": 3, "command": "initialize", "arguments": {}})
    k.client.control_channel.send(message)
    equal(k.reply(message["header"]["msg_id"], "control")["success"], False)
    k.manager.interrupt_kernel()
    k.finish(message_id)


@check
def bad_signature_is_dropped(k):
    k.run("var touched = false;")
    frames = k.client.session.serialize(k.client.session.msg("execute_request", {"code": "touched = true;", "silent": False}))
    frames[1] = b"0" * 64
    k.client.shell_channel.socket.send_multipart(frames)
    equal(k.run("touched").result(), ["false"])
    true("signature" in k.log_text(), "the kernel did not say that it dropped a message")


@check
def malformed_frames_are_dropped(k):
    for frames in ([b""], [b"<IDS|MSG>"], [b"a"] * 300, [b"<IDS|MSG>", b"", b"{}"], [b"<IDS|MSG>"] + [b"\xff\xfe"] * 5, [b"x" * 1000000]):
        k.client.shell_channel.socket.send_multipart(frames)
        k.client.control_channel.socket.send_multipart(frames)
        k.client.stdin_channel.socket.send_multipart(frames)
    socket = zmq.Context.instance().socket(zmq.STREAM)
    socket.connect(f"tcp://127.0.0.1:{k.manager.shell_port}")
    identity = socket.recv()
    socket.recv()
    socket.send_multipart([identity, os.urandom(4096)])
    socket.close(linger=0)
    equal(k.run("1").result(), ["1"])


@check
def unknown_requests_are_survived(k):
    for kind in ("no_such_request", "comm_msg", "comm_close", "input_reply"):
        k.client.shell_channel.send(k.client.session.msg(kind, {"comm_id": "x", "data": {}}))
    equal(k.run("1").result(), ["1"])


@check
def nbconvert_executes_a_notebook(k):
    with tempfile.TemporaryDirectory() as folder:
        kernels = os.path.join(folder, "share", "kernels", "driven")
        os.makedirs(kernels)
        with open(os.path.join(kernels, "kernel.json"), "w") as file:
            json.dump({"argv": [*k.manager.kernel_spec.argv[:1], "kernel", "run", "{connection_file}"], "display_name": "driven", "language": "C#", "interrupt_mode": "message"}, file)
        with open(os.path.join(folder, "part.csx"), "w") as file:
            file.write("int Scale(int x) => 100 * x;")
        cells = [("#load \"part.csx\"", []), ("var seed = 1;", ["parameters"]), ("var seed = 5; var names = new [] {\"a\", \"b\"};", ["injected-parameters"]),
                 ("Console.WriteLine(Scale(seed));", []), ("throw new Exception(\"expected\");", ["raises-exception"]), ("names.Length + seed", [])]
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(code, metadata={"tags": tags}) for code, tags in cells],
            metadata={"kernelspec": {"name": "driven", "display_name": "driven", "language": "C#"}})
        path = os.path.join(folder, "small.ipynb")
        nbformat.write(notebook, path)
        done = subprocess.run(["jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", path], timeout=300, stderr=subprocess.PIPE, text=True,
                              env={**os.environ, "JUPYTER_PATH": os.path.join(folder, "share")})
        equal((done.returncode, done.stderr if done.returncode else ""), (0, ""))
        executed = nbformat.read(path, 4)
        nbformat.validate(executed)
        equal([cell.execution_count for cell in executed.cells], [1, 2, 3, 4, 5, 6])
        equal([[output.output_type for output in cell.outputs] for cell in executed.cells], [[], [], [], ["stream"], ["error"], ["execute_result"]])
        equal((executed.cells[3].outputs[0].text, executed.cells[5].outputs[0].data["text/plain"]), ("500\n", "7"))
        equal(executed.metadata.language_info.name, "C#")


@check
def ends_with_its_parent(k):
    starter = subprocess.run([sys.executable, "-c", PARENT, *k.manager.kernel_spec.argv[:1]], stdout=subprocess.PIPE, timeout=LIMIT, check=True)
    pid = int(starter.stdout)
    until = time.time() + 30
    while os.path.exists(f"/proc/{pid}") and open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] != "Z":
        true(time.time() < until, "the kernel outlives the process that started it")
        time.sleep(0.1)


@check
def thousand_cells(k):
    began = time.time()
    for i in range(1000):
        equal(k.run(f"{i} + 1").result(), [str(i + 1)])
    print(f"note thousand_cells: {time.time() - began:.1f} s", flush=True)


@check
def restart(k):
    k.run("var lost = 1;")
    k.manager.restart_kernel()
    k.client.stop_channels()
    k.client = k.connect()
    cell = k.run("lost")
    equal((cell.reply["status"], cell.reply["execution_count"]), ("error", 1))


@check
def shutdown_while_a_cell_runs(k):
    k.client.execute('Console.WriteLine("started");\nwhile (true) { }')
    k.wait_for_output()
    process = k.manager.provisioner.process
    k.client.shutdown()
    equal(process.wait(timeout=30), 0)


def main():
    # A shell makes what it starts in the background ignore SIGINT, and a kernel would inherit that from here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    program, names = sys.argv[1], sys.argv[2:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        kernel = Kernel(program, folder)
        for function in CHECKS:
            if names and function.__name__ not in names:
                continue
            try:
                function(kernel)
                print(f"ok {function.__name__}", flush=True)
            except Exception as error:
                failed += 1
                print(f"FAIL {function.__name__}: {type(error).__name__}: {error} | {traceback.format_exc(limit=-2)!r}", flush=True)
                if not kernel.manager.is_alive():
                    print(f"note kernel died: {kernel.log_text()[-2000:]!r}", flush=True)
                    kernel = Kernel(program, folder)
        kernel.client.stop_channels()
        kernel.manager.shutdown_kernel(now=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
