/**
 * A real browser with a camera that shows what a test wants, for every test that looks at
 * the product as a person does.
 */
package io.selfieregistration.browser;
