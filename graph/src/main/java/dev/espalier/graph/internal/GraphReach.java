package dev.espalier.graph.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Which nodes of a graph definition others depend on. */
public final class GraphReach {
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();

  /** Reads this graph. */
  public GraphReach(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** The node of this name, or null where there is none. */
  public @Nullable NodeDef node(String name) {
    return nodes.get(name);
  }

  /** Every node that a run of these tensors or nodes needs, themselves included. */
  public List<NodeDef> from(Collection<String> names) {
    Map<String, NodeDef> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    names.forEach(name -> open.add(nodeOf(name)));
    while (!open.isEmpty()) {
      NodeDef node = nodes.get(open.remove());
      if (node != null && found.put(node.getName(), node) == null) {
        node.getInputList().forEach(input -> open.add(nodeOf(input)));
      }
    }
    return List.copyOf(found.values());
  }

  /** The node of a tensor {@code node:0}, of a node, or of a control input {@code ^node}. */
  public static String nodeOf(String tensor) {
    String name = tensor.startsWith("^") ? tensor.substring(1) : tensor;
    int colon = name.lastIndexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
