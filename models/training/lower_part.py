# Cuts the pretrained ONNX backbone and runs the frozen lower part with ONNX Runtime.
# Guarantee: `cut` names an activation of the file; outputs are that activation and, if asked,
# the final embedding, on one thread (several processes may run side by side).
import onnx
import onnxruntime as ort

CUT = "t108"          # 14 x 14 x 96: everything before stays frozen
BACKBONE = "weights/mobilenet_edgetpu_224_1.0_uint8.features.fp32.onnx"


def cut_session(backbone_path, outputs):
    model = onnx.load(str(backbone_path))
    producer = {name: node for node in model.graph.node for name in node.output}
    wanted, stack = set(), list(outputs)
    while stack:
        node = producer.get(stack.pop())
        if node is not None and id(node) not in wanted:
            wanted.add(id(node))
            stack.extend(node.input)
    kept = [node for node in model.graph.node if id(node) in wanted]
    del model.graph.node[:]
    model.graph.node.extend(kept)
    del model.graph.output[:]
    for name in outputs:
        model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3      # the cut leaves initializers that nothing uses
    return ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
