"""Time, memory and storage, measured in one run on one machine; `make bench` writes docs/performance.md."""
