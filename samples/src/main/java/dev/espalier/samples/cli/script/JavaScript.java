package dev.espalier.samples.cli.script;

import dev.espalier.samples.TemporaryFolder;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A program of one Java file; as for {@code java Model.java}, its first class has the main. */
public record JavaScript(Path file) implements Script {

  @Override
  public int run(List<String> arguments) throws IOException {
    Path classes = TemporaryFolder.create("espalier-script");
    String name = new JavaScriptCompiler(file).compile(classes);
    // Open until the process ends: what a program leaves running may load classes, too.
    ClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      start(main(loader.loadClass(name)), arguments);
      return 0;
    } catch (InvocationTargetException failure) {
      Throwable thrown = failure.getTargetException();
      thrown.setStackTrace(ofTheProgram(thrown.getStackTrace()));
      thrown.printStackTrace();
      return 1;
    } catch (ReflectiveOperationException failure) {
      throw new ScriptException(file + ": cannot be run: " + failure.getMessage() + ".");
    }
  }

  /** Without the frames below its main method: they are this command's. */
  private static StackTraceElement[] ofTheProgram(StackTraceElement[] frames) {
    return Arrays.stream(frames)
        .takeWhile(
            frame -> !frame.getClassName().matches("(jdk\\.internal|java\\.lang)\\.reflect\\..*"))
        .toArray(StackTraceElement[]::new);
  }

  /** The one with parameters first, as the launcher of Java 25 chooses. */
  private Method main(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("main") && !method.isSynthetic())
        .filter(
            method ->
                method.getParameterCount() == 0
                    || Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class}))
        .max(Comparator.comparingInt(Method::getParameterCount))
        .orElseThrow(
            () ->
                new ScriptException(
                    "%s: the first class, %s, has no main method."
                        .formatted(file, type.getName())));
  }

  private static void start(Method main, List<String> arguments)
      throws ReflectiveOperationException {
    main.setAccessible(true);
    Object receiver = null;
    if (!Modifier.isStatic(main.getModifiers())) {
      Constructor<?> constructor = main.getDeclaringClass().getDeclaredConstructor();
      constructor.setAccessible(true);
      receiver = constructor.newInstance();
    }
    Object[] given =
        main.getParameterCount() == 0
            ? new Object[0]
            : new Object[] {arguments.toArray(String[]::new)};
    main.invoke(receiver, given);
  }
}
