package dev.espalier.training.data;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;

/** Makes no records of Parquet's values, which are read column by column. */
final class NoRecords extends GroupConverter {
  private final GroupType group;

  NoRecords(GroupType group) {
    this.group = group;
  }

  @Override
  public Converter getConverter(int field) {
    return group.getType(field).isPrimitive()
        ? new PrimitiveConverter() {}
        : new NoRecords(group.getType(field).asGroupType());
  }

  @Override
  public void start() {
    // Nothing begins.
  }

  @Override
  public void end() {
    // Nothing ends.
  }
}
