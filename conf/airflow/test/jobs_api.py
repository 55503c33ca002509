"""A stand-in for the Jobs API of Databricks on loopback: takes one-time runs, and says at once that they succeeded."""

import http.server
import json
import threading


class JobsApi:
    """Keeps what was submitted, in order."""

    def __init__(self):
        self.submitted = []
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                api.submitted.append((self.path, body))
                self.answer({"run_id": len(api.submitted)})

            def do_GET(self):
                self.answer({"job_id": 1, "run_page_url": "", "state": {"life_cycle_state": "TERMINATED", "result_state": "SUCCESS", "state_message": ""}})

            def answer(self, value):
                body = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
