package dev.espalier.training.checkpoint;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Collects what the store logs instead of showing it. */
final class Warnings implements BeforeEachCallback, AfterEachCallback {
  private final Logger logger = (Logger) LoggerFactory.getLogger(CheckpointStore.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  /** The warnings of this test so far. */
  List<String> seen() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    log.start();
    logger.setAdditive(false);
    logger.addAppender(log);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    logger.detachAppender(log);
    logger.setAdditive(true);
  }
}
