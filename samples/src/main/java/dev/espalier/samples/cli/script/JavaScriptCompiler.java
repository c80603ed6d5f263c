package dev.espalier.samples.cli.script;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Compiles a Java file against the class path of this process and says how it went. */
final class JavaScriptCompiler implements TaskListener {
  private final Path file;
  private @Nullable String firstClass;

  JavaScriptCompiler(Path file) {
    this.file = file;
  }

  /** Writes classes into this folder and returns the name of the first one in the file. */
  String compile(Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new ScriptException(file + ": needs a JDK; this Java has no compiler.");
    }
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  new PrintWriter(System.err, true),
                  files,
                  null,
                  options(classes),
                  null,
                  List.of(new AnyName(files.getJavaFileObjects(file).iterator().next())));
      task.addTaskListener(this);
      if (!task.call()) {
        throw new ScriptException(file + ": does not compile.");
      }
    }
    if (firstClass == null) {
      throw new ScriptException(file + ": has no class.");
    }
    return firstClass;
  }

  private static List<String> options(Path classes) {
    return List.of("-d", classes.toString(), "-cp", ScriptClassPath.ofThisProcess(), "-proc:none");
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.PARSE) {
      firstClass = firstClass(event.getCompilationUnit());
    }
  }

  private static @Nullable String firstClass(CompilationUnitTree unit) {
    String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
    return unit.getTypeDecls().stream()
        .filter(ClassTree.class::isInstance)
        .map(type -> prefix + ((ClassTree) type).getSimpleName())
        .findFirst()
        .orElse(null);
  }

  /** A public class may have any name, as for {@code java Model.java}. */
  private static final class AnyName extends ForwardingJavaFileObject<JavaFileObject> {
    AnyName(JavaFileObject file) {
      super(file);
    }

    @Override
    public boolean isNameCompatible(String name, Kind kind) {
      return kind == Kind.SOURCE;
    }
  }
}
