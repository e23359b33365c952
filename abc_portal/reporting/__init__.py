"""What needs every app: status and front page, findings, whole-plan interchange, documents and the jobs that make
them."""
