"""What answers with numbers: the contract in ``base``, the shipped ONNX model in ``onnx``."""
