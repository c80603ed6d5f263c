package dev.espalier.dsl.plan;

import java.util.List;

/**
 * Parameters of one shape and role that do the same work side by side, such as the first kernels of
 * all experts, so that they can be computed together.
 *
 * @param members at least one
 */
public record Bank(List<Parameter> members) {

  /**
   * Copies the list, and makes its members all shared or none, since gradient surgery merges whole
   * arrays: where the loss of a product reaches one of them, all are counted as shared.
   */
  public Bank {
    boolean shared = members.stream().anyMatch(Parameter::isShared);
    members = members.stream().map(member -> shared ? member.asShared() : member).toList();
  }

  /** Shape of each member. */
  public List<Integer> shape() {
    return members.get(0).shape();
  }

  /** Number of members. */
  public int size() {
    return members.size();
  }

  /** Whether the members are shared parameters; all or none are. */
  public boolean isShared() {
    return members.get(0).isShared();
  }
}
