/* The floor of every start: a dynamic program that does nothing. */
int main(void)
{
	return 0;
}
