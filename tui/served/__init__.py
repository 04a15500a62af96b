"""The desk in a browser: the server of ``onrecord serve``, who may connect to it, and the driver of a desk behind it.

Everything here but :mod:`tui.served.page_driver` needs the extra ``serve``, and is imported late for that.
"""
