package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Problem;
import dev.espalier.graph.internal.DirectorySync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Breaks a good export in one way at a time. */
class SavedModelLintTest {
  @TempDir static Path scratch;
  private static Path good;
  private Path model;

  @BeforeAll
  static void export() throws IOException {
    good = Zoo.of("features", Zoo.features()).export(scratch);
  }

  @BeforeEach
  void copy() throws IOException {
    model = Files.createTempDirectory(scratch, "broken").resolve("1");
    try (Stream<Path> files = Files.walk(good)) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(good.relativize(file).toString()));
      }
    }
  }

  @Test
  void findsNothingWrongWithAnExport() {
    assertThat(SavedModelLint.problems(model)).isEmpty();
  }

  @Test
  void saysThatThereIsNoModel() throws IOException {
    Files.delete(model.resolve("saved_model.pb"));
    assertThat(SavedModelLint.problems(model)).singleElement().asString().contains("no file");
    Files.write(model.resolve("saved_model.pb"), new byte[] {1, 2, 3});
    assertThat(SavedModelLint.problems(model)).singleElement().asString().contains("damaged");
  }

  @Test
  void saysThatVariablesAreMissing() throws IOException {
    DirectorySync.remove(model.resolve("variables"));
    assertThat(SavedModelLint.problems(model))
        .singleElement()
        .extracting(Problem::path)
        .isEqualTo("variables/variables.index");
    assertThatThrownBy(() -> ServedModel.load(model))
        .isInstanceOf(SavedModelException.class)
        .hasMessageContaining("variables.index");
  }

  @Test
  void saysThatAnIndexIsCutOrDamagedAtAnyByte() throws IOException {
    Path index = model.resolve("variables/variables.index");
    byte[] whole = Files.readAllBytes(index);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(index, Arrays.copyOf(whole, length));
      assertThat(paths()).as("%d bytes", length).contains("variables/variables.index");
    }
    for (int at = 0; at < whole.length - 60; at += 11) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(index, damaged);
      assertThat(paths()).as("byte %d", at).contains("variables/variables.index");
    }
  }

  @Test
  void saysThatTheDataIsCut() throws IOException {
    Path data = model.resolve("variables/variables.data-00000-of-00001");
    byte[] whole = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(whole, whole.length - 1));
    assertThat(paths()).containsExactly("variables/variables.data-00000-of-00001");
  }

  @Test
  void saysThatAVariableIsNotInTheFiles() throws IOException {
    edit(meta -> variable(meta, "extra", 3));
    assertThat(paths()).hasSize(2).allMatch(path -> path.equals("graph.extra"));
    edit(
        meta ->
            node(meta, "inputs/item/table")
                .putAttr("shape", AttrValue.newBuilder().setShape(shape(6, 5)).build()));
    assertThat(SavedModelLint.problems(model).toString()).contains("another shape");
  }

  @Test
  void refusesResourceVariablesFilesPythonAndRandomNumbers() throws IOException {
    for (String op :
        List.of(
            "VarHandleOp",
            "ReadFile",
            "WriteFile",
            "PyFunc",
            "RandomUniform",
            "ResourceApplyAdam")) {
      copy();
      edit(meta -> meta.getGraphDefBuilder().addNodeBuilder().setName("bad").setOp(op));
      assertThat(SavedModelLint.problems(model))
          .anyMatch(problem -> problem.received().equals("op " + op));
    }
  }

  @Test
  void looksInsideFunctions() throws IOException {
    edit(
        meta ->
            meta.getGraphDefBuilder()
                .getLibraryBuilder()
                .addFunction(
                    FunctionDef.newBuilder()
                        .setSignature(OpDef.newBuilder().setName("hidden"))
                        .addNodeDef(NodeDef.newBuilder().setName("bad").setOp("EagerPyFunc"))));
    assertThat(SavedModelLint.problems(model))
        .anyMatch(
            problem ->
                problem.path().equals("graph.function hidden/bad")
                    && problem.received().equals("op EagerPyFunc"));
  }

  @Test
  void saysWhatIsWrongWithSignatures() throws IOException {
    edit(meta -> meta.removeSignatureDef("serving_default"));
    assertThat(paths()).containsExactly("signatures");
    copy();
    edit(meta -> signature(meta, s -> s.setMethodName("click")));
    assertThat(paths()).containsExactly("signatures.click.method_name");
    copy();
    edit(meta -> signature(meta, s -> s.removeInputs("age")));
    assertThat(SavedModelLint.problems(model).toString()).contains("need \"inputs/age\"");
    copy();
    edit(meta -> signature(meta, SignatureDef.Builder::clearOutputs));
    assertThat(paths()).containsExactly("signatures.click");
  }

  @Test
  void saysWhatIsWrongWithTensors() throws IOException {
    output(info -> info.setName("nowhere:0"), "signatures.click.outputs.click/probability");
    output(
        info -> info.setDtype(DataType.DT_INT64),
        "signatures.click.outputs.click/probability.dtype");
    output(
        info -> info.setTensorShape(shape()), "signatures.click.outputs.click/probability.shape");
    output(
        info -> info.setTensorShape(shape(7)), "signatures.click.outputs.click/probability.shape");
    output(
        info -> info.setTensorShape(shape(-1, 2)),
        "signatures.click.outputs.click/probability.shape");
  }

  @Test
  void refusesAnInitialisingOpThatTouchesVariables() throws IOException {
    edit(
        meta ->
            meta.putSignatureDef(
                "__saved_model_init_op",
                meta.getSignatureDefOrThrow("__saved_model_init_op").toBuilder()
                    .putOutputs("more", TensorInfo.newBuilder().setName("save/restore_all").build())
                    .build()));
    assertThat(SavedModelLint.problems(model).toString())
        .contains("op Assign run after the restore");
  }

  @Test
  void refusesTablesThatNothingFills() throws IOException {
    edit(meta -> meta.removeSignatureDef("__saved_model_init_op"));
    assertThat(SavedModelLint.problems(model))
        .hasSize(2)
        .allMatch(problem -> problem.received().equals("a table that nothing fills"));
  }

  @Test
  void saysThatNoGraphHasTheTag() throws IOException {
    edit(meta -> meta.getMetaInfoDefBuilder().clearTags().addTags("train"));
    assertThat(SavedModelLint.problems(model).toString()).contains("[[train]]");
  }

  private void output(Consumer<TensorInfo.Builder> change, String path) throws IOException {
    copy();
    edit(
        meta ->
            signature(
                meta,
                s -> {
                  TensorInfo.Builder info = s.getOutputsOrThrow("click/probability").toBuilder();
                  change.accept(info);
                  s.putOutputs("click/probability", info.build());
                }));
    assertThat(paths()).containsExactly(path);
  }

  private static void signature(MetaGraphDef.Builder meta, Consumer<SignatureDef.Builder> change) {
    SignatureDef.Builder signature = meta.getSignatureDefOrThrow("click").toBuilder();
    change.accept(signature);
    meta.putSignatureDef("click", signature.build());
  }

  private static void variable(MetaGraphDef.Builder meta, String name, long size) {
    meta.getGraphDefBuilder()
        .addNodeBuilder()
        .setName(name)
        .setOp("VariableV2")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr("shape", AttrValue.newBuilder().setShape(shape(size)).build());
  }

  private static NodeDef.Builder node(MetaGraphDef.Builder meta, String name) {
    return meta.getGraphDefBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static TensorShapeProto shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDimBuilder().setSize(size);
    }
    return shape.build();
  }

  private List<String> paths() {
    return SavedModelLint.problems(model).stream().map(Problem::path).toList();
  }

  private void edit(Consumer<MetaGraphDef.Builder> change) throws IOException {
    Path file = model.resolve("saved_model.pb");
    SavedModel.Builder builder = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(builder.getMetaGraphsBuilder(0));
    Files.write(file, builder.build().toByteArray());
  }
}
