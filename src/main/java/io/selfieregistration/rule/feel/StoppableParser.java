package io.selfieregistration.rule.feel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import camundajar.impl.fastparse.IndexedParserInput;
import camundajar.impl.fastparse.Parsed;
import camundajar.impl.fastparse.Parsed$;
import camundajar.impl.fastparse.ParsingRun;
import camundajar.impl.fastparse.package$;
import org.camunda.feel.FeelEngine.Failure;
import org.camunda.feel.api.FailedParseResult;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.api.SuccessfulParseResult;
import org.camunda.feel.impl.parser.FeelParser$;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.ParsedExpression;

/**
 * Parses FEEL until its thread is interrupted. The parser of the engine backtracks over
 * nested brackets, which doubles the time with each of them, and ignores interrupts. So
 * the input it reads throws.
 */
final class StoppableParser {

	static final StoppableParser EXPRESSION = new StoppableParser("fullExpression");

	static final StoppableParser UNARY_TESTS = new StoppableParser("fullUnaryExpression");

	private final MethodHandle grammar;

	private StoppableParser(String grammar) {
		try {
			this.grammar = MethodHandles.privateLookupIn(FeelParser$.class, MethodHandles.lookup())
				.findVirtual(FeelParser$.class, grammar, MethodType.methodType(ParsingRun.class, ParsingRun.class))
				.bindTo(FeelParser$.MODULE$);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("This version of the FEEL engine has another parser", ex);
		}
	}

	/**
	 * @throws Stopped if the thread is interrupted
	 */
	ParseResult parse(String text) {
		ParsingRun<Exp> run = package$.MODULE$.parseInputRaw(new Text(text), this::follow, false, 0, -1, null, false);
		Object parsed = Parsed$.MODULE$.fromParsingRun(run);
		if (parsed instanceof Parsed.Failure failure) {
			return new FailedParseResult(text, new Failure(
					"failed to parse expression '" + text + "': " + failure.extra().trace(false).aggregateMsg()));
		}
		return new SuccessfulParseResult(new ParsedExpression((Exp) ((Parsed.Success<?>) parsed).value(), text));
	}

	@SuppressWarnings("unchecked")
	private ParsingRun<Exp> follow(ParsingRun<Object> run) {
		try {
			return (ParsingRun<Exp>) this.grammar.invoke(run);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("The parser failed", ex);
		}
	}

	/** Input that throws once its thread is interrupted. */
	private static final class Text extends IndexedParserInput {

		private static final long serialVersionUID = 1L;

		private Text(String text) {
			super(text);
		}

		@Override
		public char apply(int index) {
			if (Thread.currentThread().isInterrupted()) {
				throw new Stopped();
			}
			return super.apply(index);
		}

	}

	/** Its thread was interrupted. */
	static final class Stopped extends RuntimeException {

	}

}
